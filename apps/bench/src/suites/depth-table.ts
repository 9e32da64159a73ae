import type { Result } from '../results/document.ts'
import { groupBy } from '../results/group-by.ts'
import { rate, secondsPerStep, share, spread } from '../results/rates.ts'
import { counted, duration, percent, significant } from '../terminal/format.ts'
import { renderTable } from '../terminal/table.ts'
import { growthOver, growthVariables } from './growth.ts'
import { renderGrowth } from './growth-table.ts'
import { someDepths } from './some-depths.ts'
import { copyOf, isYardstick, peakOf } from './yardsticks.ts'
import { renderYardsticks } from './yardsticks-table.ts'

/** A table for each kind of work, batch size, dtype and number of threads; the laws of growth; the yardsticks. */
export function renderDepth(results: readonly Result[]): string {
  const measured = results.filter(one => !isYardstick(one))
  const groups = groupBy(measured, ({ setup }) => {
    const { kind, batchSize, dtype, threads } = setup
    return `${kind}, batch ${batchSize}, ${dtype}, ${counted(threads as number, 'thread')}`
  })
  const tables = [...groups].map(([title, group]) => `${title}\n\n${renderGroup(group, results)}`)
  const depths = someDepths(measured)
  const growths = growthVariables
    .flatMap(variable => growthOver(measured, variable))
    .filter(({ setup }) => setup.depth === undefined || depths.includes(setup.depth as number))
  return [...tables, ...(growths.length > 0 ? [renderGrowth(growths)] : []), renderYardsticks(results)].join('\n')
}

function renderGroup(group: readonly Result[], results: readonly Result[]): string {
  const sorted = group.toSorted((a, b) => Number(a.setup.width) - Number(b.setup.width))
  const rows = sorted.map(result => {
    const step = secondsPerStep(result)
    const [peak, copy] = [peakOf(results, result), copyOf(results, result)]
    return [
      `${result.setup.network}`,
      duration(step.median),
      (spread(step) * 100).toFixed(1),
      significant(rate(result, 'samples').median / 1e3),
      significant(rate(result, 'flops').median / 1e9),
      peak === undefined ? '' : percent(share(result, peak, 'flops').median),
      significant(rate(result, 'bytes').median / 1e9),
      copy === undefined ? '' : percent(share(result, copy, 'bytes').median),
    ]
  })
  return renderTable(
    [
      { title: 'network', align: 'left' },
      { title: group[0]?.setup.kind === 'training' ? 'step' : 'pass' },
      { title: '± %' },
      { title: 'k samples/s' },
      { title: 'GFLOP/s' },
      { title: '% of gemm' },
      { title: 'GB/s' },
      { title: '% of copy' },
    ],
    rows,
  )
}
