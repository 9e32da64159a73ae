import type { Result } from '../results/document.ts'
import { rate, spread } from '../results/rates.ts'
import { counted, percent, significant } from '../terminal/format.ts'
import { isYardstick, peakName } from './yardsticks.ts'

/** A line for each yardstick: `sgemm 2048³, 1 thread: 116.6 GFLOP/s ± 0.8 %`. */
export function renderYardsticks(results: readonly Result[]): string {
  return results
    .filter(isYardstick)
    .map(result => {
      const isCopy = result.setup.kind === 'copy'
      const speed = rate(result, isCopy ? 'bytes' : 'flops')
      const name = isCopy ? 'copy of 128 MiB' : peakName(result)
      const threads = counted(result.setup.threads as number, 'thread')
      const unit = isCopy ? 'GB/s, read and written' : 'GFLOP/s'
      return `${name}, ${threads}: ${significant(speed.median / 1e9, 4)} ${unit}, ± ${percent(spread(speed))} %\n`
    })
    .join('')
}
