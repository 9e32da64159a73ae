import { canRedraw } from './progress.ts'
import { createStyle, type Style } from './style.ts'

/** The ways to show work while it lasts. */
export interface Displays<T> {
  /** Nothing at all. */
  readonly silent: T
  /** Drawn again in place on a terminal. */
  readonly live: (terminal: NodeJS.WriteStream, style: Style) => T
  /** Plain lines on standard output, for files and pipes. */
  readonly lines: () => T
}

/**
 * The live display on a terminal, lines elsewhere, the silent one with `--quiet`. With `--json` standard output
 * belongs to the document, so only a terminal on standard error shows anything.
 */
export function chooseDisplay<T>(
  { json, quiet }: { readonly json: boolean; readonly quiet: boolean },
  { silent, live, lines }: Displays<T>,
): T {
  if (quiet) return silent
  const stream = json ? process.stderr : process.stdout
  if (canRedraw(stream)) return live(stream, createStyle(stream))
  return json ? silent : lines()
}
