import type { Result } from '../results/document.ts'
import { groupBy } from '../results/group-by.ts'
import { rate, secondsPerStep, share, spread } from '../results/rates.ts'
import { duration, percent, significant } from '../terminal/format.ts'
import { renderTable } from '../terminal/table.ts'
import { copyOf, peakOf } from './yardsticks.ts'
import { renderYardsticks } from './yardsticks-table.ts'

/** Kernels against the copy of memory, products against C and the peak. `withoutC`: why there is no C. */
export function renderKernels(results: readonly Result[], withoutC?: string): string {
  const ofKind = (kind: string) => [
    ...groupBy(
      results.filter(({ setup }) => setup.kind === kind),
      ({ setup }) => `${setup.dtype}`,
    ),
  ]
  const kernels = ofKind('kernel').map(([dtype, group]) => {
    return `kernels, ${dtype}, one thread\n\n${renderCalls(group, results)}`
  })
  const products = ofKind('product').map(([dtype, group]) => {
    return `matrix products of a training step, ${dtype}, one thread\n\n${renderProducts(group, results)}`
  })
  const note = withoutC === undefined ? [] : [`Without plain CBLAS calls from C: ${withoutC}.\n`]
  return [...kernels, ...products, ...note, renderYardsticks(results)].join('\n')
}

function renderCalls(group: readonly Result[], results: readonly Result[]): string {
  const rows = group.map(result => {
    const call = secondsPerStep(result)
    const copy = copyOf(results, result)
    return [
      `${result.setup.kernel}`,
      `${result.setup.size}`,
      duration(call.median),
      (spread(call) * 100).toFixed(1),
      significant((call.median / Number(result.setup.elements)) * 1e9),
      significant(rate(result, 'bytes').median / 1e9),
      copy === undefined ? '' : percent(share(result, copy, 'bytes').median),
    ]
  })
  return renderTable(
    [
      { title: 'kernel', align: 'left' },
      { title: 'size' },
      { title: 'call' },
      { title: '± %' },
      { title: 'ns/element' },
      { title: 'GB/s' },
      { title: '% of copy' },
    ],
    rows,
  )
}

function renderProducts(group: readonly Result[], results: readonly Result[]): string {
  const rows = group
    .filter(({ setup }) => setup.by === 'blasnet')
    .map(result => {
      const { network, role, m, n, k } = result.setup
      const call = secondsPerStep(result)
      const c = group.find(({ id }) => id === `${result.id}/c`)
      const peak = peakOf(results, result)
      return [
        `${role}`,
        `${m}×${n}×${k}`,
        `${network}`,
        duration(call.median),
        (spread(call) * 100).toFixed(1),
        significant(rate(result, 'flops').median / 1e9),
        peak === undefined ? '' : percent(share(result, peak, 'flops').median),
        c === undefined ? '' : significant(rate(c, 'flops').median / 1e9),
        c === undefined ? '' : percent(share(result, c, 'flops').median),
      ]
    })
  return renderTable(
    [
      { title: 'product', align: 'left' },
      { title: 'm×n×k', align: 'left' },
      { title: 'of', align: 'left' },
      { title: 'call' },
      { title: '± %' },
      { title: 'GFLOP/s' },
      { title: '% of peak' },
      { title: 'C' },
      { title: '% of C' },
    ],
    rows,
  )
}
