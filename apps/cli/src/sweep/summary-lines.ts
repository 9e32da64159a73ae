import { count } from '../report/header.ts'
import type { View } from '../terminal/view.ts'
import { wrapWords } from '../terminal/wrap-words.ts'
import { commandName } from '../train/command-name.ts'
import { duration } from '../train/format.ts'
import { quoted } from '../train/quoted.ts'
import { shortPath } from '../train/short-path.ts'
import { trainCommandOf } from './best-command.ts'
import type { ResultFacts } from './results-json.ts'
import { resultTable } from './table.ts'
import type { SweepFiles } from './write-results.ts'

export interface SweepEnd extends ResultFacts {
  readonly folder: string
  readonly files: SweepFiles
  /** By the clock, of everything. */
  readonly seconds: number
}

/** The table, what is missing, where it all is, and the commands that train the best one and what is left. */
export function summaryLines(end: SweepEnd, view: View): string[] {
  const { plan, metric, results, ranking, folder, files, seconds } = end
  const { style, columns } = view
  const lines = ranking.length === 0 ? [] : [...resultTable({ question: plan.question, metric, ranking }, view), '']
  const counted = (kind: string) => results.filter(result => result.kind === kind).length
  const [diverged, missing] = [counted('diverged'), counted('missing')]
  const unfinished =
    missing > 0 ? [`${count(missing, 'trial')} of ${results.length} ${missing === 1 ? 'is' : 'are'} not trained.`] : []
  lines.push(...unfinished.flatMap(text => wrapWords(text, columns)).map(style.yellow))
  if (diverged > 0) lines.push(...wrapWords(`${count(diverged, 'trial')} diverged.`, columns).map(style.yellow))
  lines.push(`Time     ${duration(seconds)}`)
  if (files.figure !== undefined) lines.push(`Figure   ${style.bold(shortPath(files.figure.svg))}, and as PNG`)
  lines.push(`Results  ${style.bold(shortPath(files.csv))}, and as JSON`)
  const best = ranking.find(({ finished }) => finished > 0)
  if (best !== undefined) {
    lines.push('', 'To train the best', `  ${style.cyan(trainCommandOf(plan.question, best.values))}`)
  }
  if (missing > 0) {
    lines.push('', 'To finish it', `  ${style.cyan(`${commandName()} sweep --resume ${quoted(shortPath(folder))}`)}`)
  }
  return lines
}
