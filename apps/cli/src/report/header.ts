import { printable } from '../terminal/printable.ts'
import type { Style } from '../terminal/style.ts'
import { wrapWords } from '../terminal/wrap-words.ts'
import { thousands } from '../train/format.ts'
import { shortPath } from '../train/short-path.ts'
import { wrapParts } from '../train/wrap.ts'
import type { Plan } from './plan.ts'

export interface HeaderFacts {
  readonly plan: Plan
  readonly jobs: number
  readonly folder: string
  /** How many results of an earlier report are taken over. */
  readonly takenOver: number
  /** Why those that are there are not. */
  readonly remarks: readonly string[]
}

/** What is about to be done, and where it is written. */
export function headerLines(
  { plan, jobs, folder, takenOver, remarks }: HeaderFacts,
  style: Style,
  columns: number,
): string[] {
  const { catalogue, runs, seeds, checks, tasks } = plan
  const networks = new Set(runs.map(({ network }) => network.id)).size
  const parts = [
    ...(networks > 0 ? [count(networks, 'network'), seeds.length === 1 ? 'seed 1' : `seeds 1 to ${seeds.length}`] : []),
    ...(checks.length > 0 ? [count(checks.length, 'gradient check')] : []),
    `${jobs} at a time`,
    ...(tasks.length < catalogue.tasks.length ? [`only ${tasks.map(({ id }) => id).join(', ')}`] : []),
    ...(takenOver > 0 ? [`${takenOver} taken over`] : []),
  ]
  const place = `into ${shortPath(folder)}`
  return [
    ...wrapWords(printable(catalogue.title), columns).map(style.bold),
    ...wrapParts([...parts, place], columns).map(style.dim),
    ...remarks.flatMap(remark => wrapWords(printable(remark), columns)).map(style.dim),
  ]
}

/** `1 network`, `2 networks`. */
export function count(number: number, what: string): string {
  return `${thousands(number)} ${what}${number === 1 ? '' : 's'}`
}
