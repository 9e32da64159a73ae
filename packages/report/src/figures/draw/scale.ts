import { scaleLinear, scaleLog, scaleSqrt } from 'd3-scale'
import type { Axis } from '../model.ts'

/** From the data's units to pixels. */
export interface PixelScale {
  (value: number): number
  readonly ticks: readonly number[]
}

/** A scale of an axis onto pixels `from` … `to`, with about `count` ticks. */
export function pixelScale(axis: Axis, from: number, to: number, count: number): PixelScale {
  const domain = [...axis.domain]
  if (axis.scale === 'log') {
    const scale = scaleLog().domain(domain).range([from, to])
    // Zero and less have no place on the axis: far below its end, where the frame clips them.
    const place = (value: number) => scale(Math.max(value, axis.domain[0] / 1e3))
    return Object.assign(place, { ticks: axis.ticks ?? logTicks(axis.domain, count) })
  }
  if (axis.scale === 'root') {
    const scale = scaleSqrt().domain(domain).range([from, to])
    const place = (value: number) => scale(Math.max(value, 0))
    return Object.assign(place, { ticks: rootTicks(axis.domain, place, Math.abs(to - from) / (count + 2)) })
  }
  const scale = scaleLinear().domain(domain).range([from, to])
  return Object.assign((value: number) => scale(value), { ticks: axis.ticks ?? linearTicks(axis, scale.ticks, count) })
}

/** At most `count` ticks; d3 takes the number as a wish. */
function linearTicks({ format }: Axis, ticks: (count: number) => number[], count: number): number[] {
  for (let wanted = count; wanted > 1; wanted--) {
    const found = ticks(wanted).filter(tick => format !== 'integer' || Number.isInteger(tick))
    if (found.length <= count) return found
  }
  return ticks(1)
}

const steps = [[1], [1, 3], [1, 2, 5], [1, 2, 3, 4, 5, 6, 8]]

/** Of 1, 1-3, 1-2-5 … in each power of ten, the densest set of at most `count`; powers thinned when even they are too many. */
function logTicks([low, high]: readonly [number, number], count: number): number[] {
  const powers = range(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)))
  const sets = steps.map(digits => powers.flatMap(power => digits.map(digit => digit * 10 ** power)))
  const shown = sets.map(ticks => ticks.filter(tick => tick >= low * 0.999 && tick <= high * 1.001))
  const fitting = shown.filter(ticks => ticks.length <= count)
  if (fitting.length > 0) return fitting.at(-1)!
  const every = Math.ceil(shown[0]!.length / count)
  return shown[0]!.filter((_, index) => index % every === 0)
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** 0 and then of 1, 2, 5 in each power of ten those that keep their distance in pixels, from the top down. */
function rootTicks([low, high]: readonly [number, number], place: (value: number) => number, apart: number): number[] {
  const powers = range(-6, Math.ceil(Math.log10(high)))
  const candidates = [0, ...powers.flatMap(power => [1, 2, 5].map(digit => digit * 10 ** power))]
  const ticks: number[] = []
  for (const tick of candidates.filter(tick => tick >= low && tick <= high).toReversed()) {
    const isClear = ticks.every(other => Math.abs(place(other) - place(tick)) >= apart)
    if (isClear && (tick === 0 || Math.abs(place(tick) - place(low)) >= apart)) ticks.unshift(tick)
  }
  return ticks
}
