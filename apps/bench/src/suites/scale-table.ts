import type { Result } from '../results/document.ts'
import { rate, share, spread } from '../results/rates.ts'
import { percent, significant } from '../terminal/format.ts'
import { renderTable } from '../terminal/table.ts'
import { isYardstick } from './yardsticks.ts'
import { renderYardsticks } from './yardsticks-table.ts'

export const scaleTitles = {
  training: 'training of one network on several threads',
  evaluation: 'evaluation of 30,000 images on several threads',
  many: 'several networks training at once, each on one thread',
} as const

export const scaleKinds = ['training', 'evaluation', 'many'] as const
export type ScaleKind = (typeof scaleKinds)[number]

/** What it is counted by: threads, or networks. */
export function countOf({ setup }: Result): number {
  return Number(setup.kind === 'many' ? setup.networks : setup.threads)
}

/** The same on one thread, or one network alone. */
export function aloneOf(results: readonly Result[], { setup }: Result): Result | undefined {
  const same = ['kind', 'network', 'batchSize', 'dtype', 'path'] as const
  return results.find(one => countOf(one) === 1 && same.every(key => one.setup[key] === setup[key]))
}

/** A table for each kind: how many times the speed of one, and how much of the cores' promise that is. */
export function renderScale(results: readonly Result[]): string {
  const measured = results.filter(one => !isYardstick(one))
  const tables = scaleKinds.flatMap(kind => {
    const group = measured.filter(({ setup }) => setup.kind === kind)
    return group.length === 0 ? [] : [`${scaleTitles[kind]}\n\n${renderGroup(kind, group)}`]
  })
  return [...tables, renderYardsticks(results)].join('\n')
}

/** What so many could give at best: more networks than cores give no more than the cores do. */
function promiseOf(result: Result): number {
  const { cores } = result.notes ?? {}
  return Math.min(countOf(result), typeof cores === 'number' ? cores : Number.POSITIVE_INFINITY)
}

function renderGroup(kind: ScaleKind, group: readonly Result[]): string {
  const rows = group.map(result => {
    const alone = aloneOf(group, result)
    const samples = rate(result, 'samples')
    const { network, batchSize, path } = result.setup
    const times = alone && share(result, alone, 'samples')
    return [
      `${network}${path === 'dense' ? ', dense' : ''}${batchSize === undefined ? '' : `, batch ${batchSize}`}`,
      `${countOf(result)}`,
      ...(kind === 'training' ? [`${result.notes?.threadsUsed ?? ''}`] : []),
      significant(samples.median / 1e3),
      (spread(samples) * 100).toFixed(1),
      times === undefined ? '' : times.median.toFixed(2),
      times === undefined ? '' : percent(times.median / promiseOf(result)),
    ]
  })
  return renderTable(
    [
      { title: 'network', align: 'left' },
      { title: kind === 'many' ? 'networks' : 'threads' },
      ...(kind === 'training' ? [{ title: 'used' }] : []),
      { title: 'k samples/s' },
      { title: '± %' },
      { title: 'times one' },
      { title: 'efficiency %' },
    ],
    rows,
  )
}
