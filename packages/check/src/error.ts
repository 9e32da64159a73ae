/** Every code a blasnet error can carry; the text may change between versions, the code does not. */
export type ErrorCode =
  | 'ERR_BLASNET_OPTION'
  | 'ERR_BLASNET_DATA'
  | 'ERR_BLASNET_MODEL_FILE'
  | 'ERR_BLASNET_BUSY'
  | 'ERR_BLASNET_ORDER'
  | 'ERR_BLASNET_DISPOSED'
  | 'ERR_BLASNET_NON_FINITE'
  | 'ERR_BLASNET_ADDON'

/** Base of every error that blasnet throws on purpose. Anything else that escapes is a defect of blasnet. */
export class BlasnetError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.code = code
  }
}

/** An argument or option is not what the function accepts: names it, what was expected and what came. */
export class OptionError extends BlasnetError {
  readonly option: string
  readonly expected: string
  readonly received: string

  constructor(option: string, expected: string, value: unknown, options?: ErrorOptions) {
    const received = describe(value)
    super('ERR_BLASNET_OPTION', `${option}: expected ${expected}, received ${received}`, options)
    this.option = option
    this.expected = expected
    this.received = received
  }
}

/** A value as an error message shows it: short, on one line, telling types apart. Never throws. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value)
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'symbol') return value.toString()
  if (typeof value === 'bigint') return `${value}n`
  if (Object.is(value, -0)) return '-0'
  if (value === null || typeof value !== 'object') return String(value)
  try {
    return describeObject(value)
  } catch {
    // A revoked proxy, or a getter that throws.
    return 'an object'
  }
}

function describeObject(value: object): string {
  if (Array.isArray(value)) return `an array of length ${value.length}`
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name
  if (typeof name !== 'string' || name === '' || name === 'Object') return 'an object'
  if (!ArrayBuffer.isView(value)) return `an object of class ${name}`
  const { length } = value as { length?: number }
  return `${name.startsWith('Int') ? 'an' : 'a'} ${name}${length === undefined ? '' : ` of length ${length}`}`
}
