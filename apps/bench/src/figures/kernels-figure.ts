import type { Result } from '../results/document.ts'
import { groupBy } from '../results/group-by.ts'
import { share } from '../results/rates.ts'
import type { NamedFigure } from '../suites/suite-run.ts'
import { peakName, peakOf } from '../suites/yardsticks.ts'
import { type Bar, horizontalBars } from './horizontal-bars.ts'

/** The products of a training step as shares of the peak, a figure for each dtype. */
export function kernelsFigures(results: readonly Result[]): NamedFigure[] {
  const products = results.filter(({ setup }) => setup.kind === 'product')
  return [...groupBy(products, ({ setup }) => `${setup.dtype}`)].flatMap(([dtype, group]) => {
    const peak = group[0] && peakOf(results, group[0])
    if (peak === undefined) return []
    const networks = groupBy(
      group.filter(({ setup }) => setup.by === 'blasnet'),
      ({ setup }) => `${setup.network}, batch ${setup.batchSize}`,
    )
    const hasC = group.some(({ setup }) => setup.by === 'C')
    const svg = horizontalBars({
      title: `Matrix products of a training step, ${dtype}, one thread`,
      axis: `% of ${peakName(peak)}, called from JavaScript${hasC ? '; the mark: a plain CBLAS call from C' : ''}`,
      groups: [...networks].map(([title, own]) => ({ title, bars: own.map(one => barOf(one, group, peak)) })),
      reference: { value: 100, label: peakName(peak) },
    })
    return [{ name: `kernels-products-${dtype}`, svg }]
  })
}

function barOf(result: Result, group: readonly Result[], peak: Result): Bar {
  const { role, m, n, k } = result.setup
  const own = share(result, peak, 'flops')
  const c = group.find(({ id }) => id === `${result.id}/c`)
  const inC = c && share(c, peak, 'flops').median
  return {
    label: `${role} ${m}×${n}×${k}`,
    value: own.median * 100,
    text: percentText(own.median) + (inC === undefined ? '' : `, C ${percentText(inC)}`),
    low: own.low * 100,
    high: own.high * 100,
    ...(inC !== undefined && { mark: inC * 100 }),
  }
}

const percentText = (value: number) => `${(value * 100).toFixed(0)} %`
