import { type Summary, summarise } from '../measure/statistics.ts'
import type { Result, Work } from './document.ts'

/** Units of work a second, every sample on its own. Throws a RangeError where the result has no such work. */
export function rates({ id, work, seconds }: Result, unit: keyof Work): number[] {
  const done = work[unit]
  if (done === undefined) throw new RangeError(`${id}: expected work in ${unit}`)
  return seconds.map(s => done / s)
}

/** Median and quartiles of {@link rates}. */
export function rate(result: Result, unit: keyof Work): Summary {
  return summarise(rates(result, unit))
}

/** Median and quartiles of the seconds that one step took. */
export function secondsPerStep({ work, seconds }: Result): Summary {
  const steps = work.steps ?? 1
  return summarise(seconds.map(s => s / steps))
}

/** What share of another result's rate one reaches, round by round, as both were measured in turn. */
export function share(result: Result, of: Result, unit: keyof Work): Summary {
  const whole = rates(of, unit)
  return summarise(
    rates(result, unit)
      .slice(0, whole.length)
      .map((one, round) => one / (whole[round] as number)),
  )
}

/** How far half of the samples lie around the median, as a share of it. */
export function spread({ median, low, high }: Summary): number {
  return (high - low) / 2 / median
}
