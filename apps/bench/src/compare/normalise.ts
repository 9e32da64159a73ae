import { summarise } from '../measure/statistics.ts'
import type { Document, Result } from '../results/document.ts'
import type { Seconds } from './compare-documents.ts'

/**
 * Turns seconds into multiples of the time that the matrix product of the same run took for one operation: of the same
 * suite where there is one, of the same dtype and threads always. Undefined where a document has no such product.
 *
 * Where the two were measured in turn, sample by sample, so that a machine that slows down for a while slows both.
 */
export function normaliser(old: Document, recent: Document) {
  return (earlier: Result, result: Result, { before, after }: Seconds): Seconds | undefined => {
    const [peakBefore, peakAfter] = [peakFor(old, earlier), peakFor(recent, result)]
    if (peakBefore === undefined || peakAfter === undefined) return undefined
    return {
      before: inUnitsOf(peakBefore, earlier, before),
      after: inUnitsOf(peakAfter, result, after),
    }
  }
}

function peakFor({ results }: Document, { suite, setup }: Result): Result | undefined {
  const products = results.filter(one => one.setup.kind === 'gemm' && one.work.flops !== undefined)
  const dtype = setup.dtype ?? 'float32'
  // Memory, and other machines' threads, have no dtype or threads of their own: one thread's product stands for them.
  const threads = setup.threads ?? 1
  const fitting = products.filter(one => one.setup.dtype === dtype && one.setup.threads === threads)
  return fitting.find(one => one.suite === suite) ?? fitting[0]
}

function inUnitsOf(peak: Result, { suite }: Result, seconds: readonly number[]): number[] {
  const perFlop = peak.seconds.map(s => s / (peak.work.flops as number))
  const isPaired = peak.suite === suite && perFlop.length === seconds.length
  const median = summarise(perFlop).median
  return seconds.map((s, round) => s / (isPaired ? (perFlop[round] as number) : median))
}
