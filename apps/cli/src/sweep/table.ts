import { renderTable } from '../terminal/table.ts'
import type { View } from '../terminal/view.ts'
import { duration, epochs, thousands } from '../train/format.ts'
import { formatMetric } from './format-metric.ts'
import type { Metric, SweepQuestion } from './question.ts'
import type { RankedGroup } from './rank.ts'
import { shortText } from './trial-name.ts'

/** So many rows fit on a terminal; a file gets all of them. */
const mostRows = 20

export interface TableFacts {
  readonly question: SweepQuestion
  readonly metric: Metric
  readonly ranking: readonly RankedGroup[]
}

/** A row for each combination, the best first: its values, the metric and what else is known of its networks. */
export function resultTable(
  { question, metric, ranking }: TableFacts,
  { style, tableColumns, columns }: View,
): string[] {
  const other = metric === 'accuracy' ? 'loss' : 'accuracy'
  const several = ranking.some(({ results }) => results.length > 1)
  const unfinished = ranking.some(each => each.finished + each.diverged < each.results.length)
  const right = { align: 'right' } as const
  const titles = [
    ...question.axes.map(({ flag }) => ({ title: flag.name, ...right })),
    { title: `validation ${metric}`, ...right },
    ...(several ? [{ title: 'lowest to highest', ...right, dispensable: 1 }] : []),
    ...(unfinished ? [{ title: 'seeds', ...right, dispensable: 7 }] : []),
    { title: `validation ${other}`, ...right, dispensable: 2 },
    { title: 'training accuracy', ...right, dispensable: 4 },
    { title: 'epochs', ...right, dispensable: 3 },
    { title: 'parameters', ...right, dispensable: 5 },
    { title: 'time', ...right, dispensable: 6 },
  ]
  const shown = tableColumns === undefined ? ranking : ranking.slice(0, mostRows)
  const rows = shown.map((each, index) => {
    const middle = (figure: Parameters<typeof each.spread>[0], format: (value: number) => string) => {
      const found = each.spread(figure)
      return found === undefined ? '' : format(found.median)
    }
    const score = middle(metric, value => formatMetric(metric, value))
    return [
      ...question.axes.map(({ flag }) => shortText(each.values.get(flag.setting)!)),
      index === 0 && each.finished > 0 ? style.green(score) : score === 'diverged' ? style.red(score) : score,
      ...(several ? [range(each, metric)] : []),
      ...(unfinished ? [`${each.finished + each.diverged} of ${each.results.length}`] : []),
      middle(other, value => (Number.isFinite(value) ? formatMetric(other, value) : '')),
      middle('trainAccuracy', value => formatMetric('trainAccuracy', value)),
      middle('epoch', epochs),
      middle('parameters', thousands),
      middle('seconds', duration),
    ]
  })
  const left = ranking.length - shown.length
  return [
    ...renderTable({ columns: titles, rows, style, width: tableColumns, wrapTitles: true }),
    ...(left > 0 ? [style.dim(`and ${left} more in results.csv`.slice(0, columns))] : []),
  ]
}

function range(group: RankedGroup, metric: Metric): string {
  const { low, high } = group.spread(metric)!
  const [from, to] = [formatMetric(metric, low), formatMetric(metric, high)]
  return from === to ? from : `${from.replace(/ %$/, '')} – ${to}`
}
