import { renderTable } from '../terminal/table.ts'
import type { View } from '../terminal/view.ts'
import { wrapWords } from '../terminal/wrap-words.ts'
import { duration } from '../train/format.ts'
import { shortPath } from '../train/short-path.ts'
import { wrapParts } from '../train/wrap.ts'
import type { ReportEnd } from './print-summary.ts'
import { summaryColumns } from './summary-table.ts'

/** The table of the networks, the verdicts, what is missing, and where the page is. */
export function summaryLines({ result, runs, seconds, resume }: ReportEnd, view: View): string[] {
  const { style, columns, tableColumns } = view
  const { summary, verdicts, missing, files } = result
  const lines: string[] = []
  if (summary.rows.length > 0) {
    const table = { columns: summaryColumns(summary), rows: summary.rows, wrapTitles: true }
    lines.push(...renderTable({ ...table, style, width: tableColumns }), '')
  }
  const failed = runs.filter(({ status }) => status === 'failed')
  for (const { network, seed, message } of failed) {
    lines.push(...wrapWords(`✗ ${network}, seed ${seed}: ${message}`, columns).map(style.red))
  }
  const counted = [
    [verdicts.reproduced, '✓', 'reproduced', style.green],
    [verdicts.withinNoise, '≈', 'within noise', style.yellow],
    [verdicts.notReproduced, '✗', 'not reproduced', style.red],
    [verdicts.open, '?', 'open', style.dim],
  ] as const
  const claims = counted.filter(([number]) => number > 0)
  if (claims.length > 0) {
    lines.push(...wrapParts(['Claims', ...claims.map(([number, mark, what]) => `${mark} ${number} ${what}`)], columns))
  }
  for (const sentence of missing) lines.push(...wrapWords(sentence, columns).map(style.yellow))
  lines.push(`Time    ${duration(seconds)}`, `Page    ${style.bold(shortPath(files.page))}`)
  if (resume !== undefined) lines.push('', 'To finish it', `  ${style.cyan(resume)}`)
  return lines
}
