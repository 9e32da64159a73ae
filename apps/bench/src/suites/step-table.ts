import type { Summary } from '../measure/statistics.ts'
import type { Result } from '../results/document.ts'
import { rate, secondsPerStep, share } from '../results/rates.ts'
import { counted } from '../terminal/format.ts'
import { renderTable } from '../terminal/table.ts'
import { isYardstick, peakName, peakOf } from './yardsticks.ts'

/** Training steps, a row for each path and number of threads, and the matrix product that they are compared with. */
export function renderStep(results: readonly Result[]): string {
  const trained = results.filter(one => !isYardstick(one))
  const yardsticks = results.filter(isYardstick)
  const first = trained[0] ?? results[0]
  if (first === undefined) return ''
  const rows = trained.map(result => {
    const peak = peakOf(results, result)
    return [
      `${result.setup.path}`,
      `${result.setup.threads}`,
      ...withQuartiles(secondsPerStep(result), 1e6),
      (rate(result, 'samples').median / 1e3).toFixed(1),
      (rate(result, 'flops').median / 1e9).toFixed(1),
      ...(peak === undefined ? ['', ''] : withQuartiles(share(result, peak, 'flops'), 100)),
    ]
  })
  const peakRows = yardsticks.map(result => [
    peakName(result),
    `${result.setup.threads}`,
    ...['', '', ''],
    (rate(result, 'flops').median / 1e9).toFixed(1),
  ])
  const { network, batchSize, dtype, momentum } = first.setup
  const kiloflops = (first.work.flops ?? 0) / (first.work.samples ?? 1) / 1e3
  const title = isYardstick(first)
    ? ''
    : `${network}, batch ${batchSize}, ${dtype}, momentum ${momentum}, ${kiloflops.toFixed(1)} kFLOP a sample, ` +
      `${counted(first.seconds.length, 'round')} in turn\n\n`
  return (
    title +
    renderTable(
      [
        { title: 'first layer', align: 'left' },
        { title: 'threads' },
        { title: 'µs/step' },
        { title: '(quartiles)' },
        { title: 'k samples/s' },
        { title: 'GFLOP/s' },
        { title: '% of peak' },
        { title: '(quartiles)' },
      ],
      [...rows, ...peakRows],
    )
  )
}

function withQuartiles({ median, low, high }: Summary, scale: number): [string, string] {
  const text = (value: number) => (value * scale).toFixed(1)
  return [text(median), `${text(low)} – ${text(high)}`]
}
