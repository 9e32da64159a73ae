import { describe } from '@blasnet/check'
import { duplicateKey } from './duplicate-key.ts'

/** Longest JSON header, the limit of the reference implementation of safetensors. */
export const MAX_HEADER_BYTES = 100_000_000

/** Bytes an element, for the types that hold weights. */
export const ELEMENT_BYTES = { F32: 4, F64: 8 } as const

export type ElementType = keyof typeof ELEMENT_BYTES

/** One tensor of a file. */
export interface StoredTensor {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly number[]
  /** First byte, counting from the end of the header. */
  readonly start: number
  /** One past its last byte. */
  readonly end: number
}

export interface Header {
  readonly tensors: ReadonlyMap<string, StoredTensor>
  readonly metadata: ReadonlyMap<string, string>
}

/** Takes what is wrong with the file and throws the error that says so. */
export type Refuse = (what: string) => never

/**
 * Reads the JSON header of a safetensors file: `{ name: { dtype, shape, data_offsets: [start, end] }, … }` and strings
 * under `__metadata__`. Trusts nothing: on return the tensors cover the `dataBytes` bytes after the header exactly once.
 */
export function parseHeader(bytes: Uint8Array, dataBytes: number, refuse: Refuse): Header {
  const entries = parseObject(bytes, refuse)
  const tensors = new Map<string, StoredTensor>()
  let metadata: ReadonlyMap<string, string> = new Map()
  for (const [name, value] of entries) {
    if (name === '__metadata__') metadata = parseMetadata(value, refuse)
    else tensors.set(name, parseTensor(name, value, refuse))
  }
  checkCover([...tensors.values()], dataBytes, refuse)
  return { tensors, metadata }
}

function parseObject(bytes: Uint8Array, refuse: Refuse): [string, unknown][] {
  let text: string
  try {
    // A byte order mark is kept, so that JSON.parse refuses it.
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return refuse('header: expected UTF-8 text')
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return refuse(`header: expected JSON, but ${(error as Error).message}`)
  }
  if (!isRecord(value)) return refuse(`header: expected an object, received ${describe(value)}`)
  const duplicate = duplicateKey(text)
  if (duplicate !== undefined) return refuse(`header: expected every key once, received ${describe(duplicate)} twice`)
  return Object.entries(value)
}

function parseMetadata(value: unknown, refuse: Refuse): ReadonlyMap<string, string> {
  if (!isRecord(value)) return refuse(`__metadata__: expected an object of strings, received ${describe(value)}`)
  const metadata = new Map<string, string>()
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry !== 'string') {
      return refuse(`__metadata__: expected strings only, received ${describe(entry)} for ${describe(key)}`)
    }
    metadata.set(key, entry)
  }
  return metadata
}

function parseTensor(name: string, value: unknown, refuse: Refuse): StoredTensor {
  const tensor = `tensor ${describe(name)}`
  if (!isRecord(value)) return refuse(`${tensor}: expected an object, received ${describe(value)}`)
  const fields = new Map(Object.entries(value))
  for (const key of fields.keys()) {
    if (!['dtype', 'shape', 'data_offsets'].includes(key)) {
      return refuse(`${tensor}: expected dtype, shape and data_offsets only, received ${describe(key)}`)
    }
  }
  const type = fields.get('dtype')
  if (type !== 'F32' && type !== 'F64')
    return refuse(`${tensor}: expected dtype F32 or F64, received ${describe(type)}`)
  const shape = fields.get('shape')
  if (!isSizes(shape)) return refuse(`${tensor}: expected a shape of sizes from 0, received ${list(shape)}`)
  const offsets = fields.get('data_offsets')
  if (!isSizes(offsets) || offsets.length !== 2) {
    return refuse(`${tensor}: expected data_offsets [start, end], received ${list(offsets)}`)
  }
  const [start, end] = offsets as [number, number]
  // A product beyond 2⁵³ is rounded, but it stays far above the length of any file.
  const length = shape.reduce((product, size) => product * size, ELEMENT_BYTES[type])
  if (end - start !== length) {
    return refuse(
      `${tensor}: expected ${length} bytes for ${type} ${list(shape)}, received data_offsets ${list(offsets)}`,
    )
  }
  return { name, type, shape, start, end }
}

/** The tensors must follow one another without overlap or hole, and end where the file ends. */
function checkCover(tensors: StoredTensor[], dataBytes: number, refuse: Refuse): void {
  let covered = 0
  for (const { name, start, end } of tensors.sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start !== covered) {
      const fault = start < covered ? 'overlaps the one before it' : 'leaves a hole before it'
      refuse(
        `tensor ${describe(name)}: expected it to start at byte ${covered} of the data, received ${start}: it ${fault}`,
      )
    }
    covered = end
  }
  if (covered > dataBytes) refuse(`expected ${covered} bytes of data, received ${dataBytes}: the file is cut short`)
  if (covered < dataBytes)
    refuse(`expected ${covered} bytes of data, received ${dataBytes}: bytes follow the last tensor`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(size => Number.isSafeInteger(size) && size >= 0)
}

function list(value: unknown): string {
  if (!Array.isArray(value)) return describe(value)
  return value.length > 8 ? describe(value) : `[${value.map(describe).join(', ')}]`
}
