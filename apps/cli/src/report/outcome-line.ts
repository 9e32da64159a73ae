import { fitSegments, type PaintedLine } from '../terminal/progress.ts'
import type { Style } from '../terminal/style.ts'
import { pad, truncate } from '../terminal/text-width.ts'
import type { Outcome } from './reporter.ts'

const marks = { done: '✓', failed: '✗', interrupted: '–' } as const

/** One line that stays: how a piece of work ended. The mark says it, so that colour alone never does. */
export function outcomeLine(
  { kind, label, facts }: Outcome,
  labelWidth: number,
  style: Style,
  columns: number,
): PaintedLine {
  const paint = kind === 'done' ? style.green : kind === 'failed' ? style.red : style.yellow
  return fitSegments(
    [
      {
        text: `${marks[kind]} ${pad(truncate(label, labelWidth), labelWidth)}`,
        priority: facts.length + 1,
        paint: text => paint(text[0]!) + text.slice(1),
      },
      ...facts.map((text, index) => ({ text, priority: facts.length - index })),
    ],
    columns,
  )
}
