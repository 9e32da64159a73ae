import { count } from '../report/header.ts'
import { printable } from '../terminal/printable.ts'
import type { Style } from '../terminal/style.ts'
import { wrapWords } from '../terminal/wrap-words.ts'
import { dataLabel } from '../train/header.ts'
import { shortPath } from '../train/short-path.ts'
import { wrapParts } from '../train/wrap.ts'
import type { SweepPlan } from './plan.ts'
import type { PreparedTrial } from './prepare.ts'
import { formatRange } from './read-sample.ts'
import { shortText } from './trial-name.ts'

export interface HeaderFacts {
  readonly plan: SweepPlan
  readonly prepared: readonly PreparedTrial[]
  readonly jobs: number
  readonly folder: string
  /** How many results of an earlier time are taken over. */
  readonly takenOver: number
  /** Why those that are there are not. */
  readonly remarks: readonly string[]
}

/** What is about to be trained, and where it is written. */
export function headerLines(facts: HeaderFacts, style: Style, columns: number): string[] {
  const { plan, prepared, jobs, folder, takenOver, remarks } = facts
  const { trials, seeds, question } = plan
  const combinations = new Set(trials.map(({ group }) => group)).size
  const { settings, validation } = prepared[0]!.data
  const parts = [
    ...(seeds === undefined || seeds.length === 1 ? [] : [`seeds ${seeds[0]} to ${seeds.at(-1)}`]),
    ...(question.axes.some(({ flag }) => flag.setting === 'data') ? [] : [dataLabel(settings.data)]),
    `${count(validation.count, 'training image')} held out`,
    `${jobs} at a time`,
    ...(takenOver > 0 ? [`${takenOver} taken over`] : []),
    `into ${shortPath(folder)}`,
  ]
  const title = [count(combinations, 'combination'), ...axisTexts(plan)]
  return [
    ...wrapParts(title, columns).map(style.bold),
    ...wrapParts(parts, columns).map(style.dim),
    ...remarks.flatMap(remark => wrapWords(printable(remark), columns)).map(style.dim),
  ]
}

/** `learning-rate 0.01, 0.1`, `momentum uniform:0.5:0.99`. */
export function axisTexts({ question }: SweepPlan): string[] {
  return question.axes.map(axis => {
    return `${axis.flag.name} ${axis.kind === 'range' ? formatRange(axis) : axis.values.map(shortText).join(', ')}`
  })
}
