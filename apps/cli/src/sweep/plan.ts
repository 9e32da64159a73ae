import { flagName } from '../config/flag-name.ts'
import { resolveSettings } from '../config/resolve.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { Combination, ListAxis } from './axis.ts'
import { drawCombinations, grid } from './combinations.ts'
import { checkQuestion, type SweepQuestion } from './question.ts'
import { asGiven } from './setting-flags.ts'
import type { Trial } from './trial.ts'
import { shortText, trialNames } from './trial-name.ts'

/** Nobody waits for more, and a list this long is a mistake in a list. */
const mostTrials = 10_000

/** A sweep: the question and the trials that answer it. */
export interface SweepPlan {
  readonly question: SweepQuestion
  /** In the order of the grid or of the draws; all seeds of a combination together. */
  readonly trials: readonly Trial[]
  /** Seeds of every combination; undefined when the seed itself is varied. */
  readonly seeds: readonly number[] | undefined
}

/**
 * The trials that answer a question. The same question has the same trials, always.
 *
 * @throws UsageError when its parts do not go together, or there are too many trials
 */
export function planSweep(question: SweepQuestion): SweepPlan {
  checkQuestion(question)
  const { axes, random, sweepSeed } = question
  const lists = axes.filter((axis): axis is ListAxis => axis.kind === 'list')
  const seeds = seedsOf(question)
  checkSize((random ?? lists.reduce((size, { values }) => size * values.length, 1)) * (seeds?.length ?? 1))
  const combinations = random === undefined ? grid(lists) : drawCombinations(axes, random, sweepSeed)
  const parts = combinations.flatMap((values, group) => {
    return (seeds ?? [undefined]).map(seed => ({ values, group, seed }))
  })
  const several = seeds !== undefined && seeds.length > 1
  const names = trialNames(
    parts.map(({ values, seed }) => [
      ...named(question, values),
      ...(several ? [['seed', String(seed)] as const] : []),
    ]),
  )
  const trials = parts.map(({ values, group, seed }, index): Trial => {
    const settings = settingsOf(question, values, seed)
    const label = [...values.values()].map(shortText).concat(several ? [`seed ${seed}`] : [])
    return {
      ...{ id: names[index]!, label: label.join(' · '), group, values, seed: settings.seed, settings },
      nameSetting: setting => (values.has(setting) ? `--vary ${flagName(setting).slice(2)}` : flagName(setting)),
    }
  })
  return { question, trials, seeds }
}

function checkSize(count: number): void {
  if (count > mostTrials) throw new UsageError(`sweep: expected at most ${mostTrials} trials, received ${count}`)
}

function settingsOf({ fixed, config }: SweepQuestion, values: Combination, seed: number | undefined) {
  const flags = {
    ...asGiven([...fixed].map(([setting, { value }]) => [setting, value] as const)),
    ...asGiven(values),
    ...(seed !== undefined && { seed }),
  }
  return resolveSettings({ flags, ...(config && { config: config.settings }) })
}

function seedsOf(question: SweepQuestion): number[] | undefined {
  if (question.axes.some(({ flag }) => flag.setting === 'seed')) return undefined
  const { seed } = settingsOf(question, new Map(), undefined)
  return Array.from({ length: question.seeds }, (_, index) => seed + index)
}

function named({ axes }: SweepQuestion, values: Combination) {
  return axes.map(({ flag }) => [flag.name, shortText(values.get(flag.setting)!)] as const)
}
