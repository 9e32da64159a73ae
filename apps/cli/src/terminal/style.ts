/** Wraps text in the codes of one colour or attribute; leaves it alone where colours are off. */
export type Paint = (text: string) => string

/** The colours of one output stream. */
export interface Style {
  /** Whether the stream gets colours at all. */
  readonly enabled: boolean
  readonly bold: Paint
  readonly dim: Paint
  readonly red: Paint
  readonly green: Paint
  readonly yellow: Paint
  readonly blue: Paint
  readonly magenta: Paint
  readonly cyan: Paint
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Whether a stream gets colours: not with NO_COLOR set (to anything but the empty string), always with FORCE_COLOR
 * set (but to 0 or false), never with TERM=dumb, else on a terminal only.
 */
export function wantsColor(stream: { readonly isTTY?: boolean }, env: Environment = process.env): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false
  const force = env.FORCE_COLOR
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false'
  return stream.isTTY === true && env.TERM !== 'dumb'
}

/** The colours of a stream, or of nothing but plain text where {@link wantsColor} says no. */
export function createStyle(stream: { readonly isTTY?: boolean }, env: Environment = process.env): Style {
  const enabled = wantsColor(stream, env)
  const paint = (open: number, close: number): Paint =>
    enabled ? text => (text === '' ? '' : `\x1b[${open}m${text}\x1b[${close}m`) : text => text
  return {
    enabled,
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    blue: paint(34, 39),
    magenta: paint(35, 39),
    cyan: paint(36, 39),
  }
}
