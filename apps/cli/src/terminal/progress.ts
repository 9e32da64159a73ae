import { textWidth } from './text-width.ts'

const hideCursor = '\x1b[?25l'
const showCursor = '\x1b[?25h'
const eraseLineEnd = '\x1b[K'
const eraseBelow = '\x1b[J'

/** A terminal as far as a live block needs one; `process.stdout` is one. */
export interface Terminal {
  readonly columns?: number
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** Whether lines can be drawn again in place on this stream. */
export function canRedraw(stream: Terminal, env: Readonly<Record<string, string | undefined>> = process.env): boolean {
  return stream.isTTY === true && env.TERM !== 'dumb'
}

/** Columns that may be used: one is left free, because some terminals wrap when the last one is written. */
export function usableColumns(stream: Terminal): number {
  return Math.max(1, (stream.columns || 80) - 1)
}

/** A line with codes for colours in it, and how many columns it takes without them. */
export interface PaintedLine {
  readonly text: string
  readonly width: number
}

/**
 * Lines that are drawn again in place, with the cursor hidden. The cursor comes back when the block is cleared and at
 * any exit of the process, while it is stopped with Ctrl-Z as well.
 */
export class LiveBlock {
  readonly #terminal: Terminal
  #widths: readonly number[] = []
  #active = false
  readonly #restore = () => {
    if (this.#active) this.#terminal.write(`\n${showCursor}`)
  }
  readonly #suspend = () => {
    if (this.#active) this.#terminal.write(showCursor)
    // What the shell writes meanwhile stands below the block: the next one starts there.
    this.#widths = []
    process.once('SIGCONT', this.#resume)
    process.kill(process.pid, 'SIGSTOP')
  }
  readonly #resume = () => {
    if (this.#active) this.#terminal.write(hideCursor)
  }

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  draw(lines: readonly PaintedLine[]): void {
    const start = this.#active ? this.#toTop() : this.#activate()
    this.#terminal.write(start + lines.map(line => line.text + eraseLineEnd).join('\n') + eraseBelow)
    this.#widths = lines.map(line => line.width)
  }

  /** Removes the block and shows the cursor; what is written next stands where it was. */
  clear(): void {
    if (!this.#active) return
    this.#terminal.write(this.#toTop() + eraseBelow + showCursor)
    this.#widths = []
    this.#active = false
    process.off('exit', this.#restore)
    process.off('SIGTSTP', this.#suspend)
    process.off('SIGCONT', this.#resume)
  }

  #activate(): string {
    this.#active = true
    process.on('exit', this.#restore)
    process.on('SIGTSTP', this.#suspend)
    return hideCursor
  }

  /** From the end of the block to its first column. A terminal made narrower has wrapped its lines to several rows. */
  #toTop(): string {
    const columns = Math.max(1, this.#terminal.columns || 80)
    const rows = this.#widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0)
    return rows > 1 ? `\r\x1b[${rows - 1}A` : '\r'
  }
}

/** A part of a line that may be left out where there is no room; the highest `priority` stays longest. */
export interface Segment {
  readonly text: string
  readonly priority: number
  readonly paint?: (text: string) => string
}

/** The segments that fit into `columns`, in their order, two spaces apart; a last one that is too long is cut. */
export function fitSegments(segments: readonly Segment[], columns: number): PaintedLine {
  const kept = segments.filter(segment => segment.text !== '')
  while (kept.length > 1 && joinedWidth(kept) > columns) {
    const least = Math.min(...kept.map(segment => segment.priority))
    kept.splice(
      kept.findIndex(segment => segment.priority === least),
      1,
    )
  }
  const parts = kept.map(({ text, paint = plain => plain }) => paint(text.slice(0, columns)))
  return { text: parts.join('  '), width: Math.min(columns, joinedWidth(kept)) }
}

function joinedWidth(segments: readonly Segment[]): number {
  const gaps = 2 * Math.max(0, segments.length - 1)
  return segments.reduce((sum, { text }) => sum + textWidth(text), gaps)
}

/** The filled and the empty part of a bar `width` columns wide, for `share` done (0 … 1). */
export function barParts(share: number, width: number): { readonly full: string; readonly empty: string } {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * width)
  return { full: '━'.repeat(filled), empty: '─'.repeat(width - filled) }
}
