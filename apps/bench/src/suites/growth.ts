import { fitPowerLaw, type PowerLaw } from '../measure/fit.ts'
import type { Result } from '../results/document.ts'
import { groupBy } from '../results/group-by.ts'
import { secondsPerStep } from '../results/rates.ts'

/** What the cost of a step grows with. */
export const growthVariables = ['depth', 'width', 'batchSize'] as const
export type GrowthVariable = (typeof growthVariables)[number]

/** Results that differ in one variable only. */
export interface Growth {
  readonly variable: GrowthVariable
  /** Of all of them, the variable aside. */
  readonly setup: Result['setup']
  /** Ascending in the variable. */
  readonly results: readonly Result[]
  /** Seconds of a step over the variable. */
  readonly time: PowerLaw
  /** Floating-point operations of a step over the variable: what time would do at constant speed. */
  readonly flops: PowerLaw
}

/** Laws of growth along one variable, for every group of results that differ in it alone and has three values of it. */
export function growthOver(results: readonly Result[], variable: GrowthVariable): Growth[] {
  return groupsOver(results, variable).flatMap(group => {
    const place = ({ setup }: Result) => setup[variable] as number
    const time = fitPowerLaw(group.map(one => [place(one), secondsPerStep(one).median]))
    const flops = fitPowerLaw(group.map(one => [place(one), (one.work.flops ?? 1) / (one.work.steps ?? 1)]))
    const [first] = group
    if (time === undefined || flops === undefined || first === undefined) return []
    const { network: _, [variable]: __, ...setup } = first.setup
    return [{ variable, setup, results: group, time, flops }]
  })
}

/** Groups of results that have the variable and differ in nothing else, each in ascending order. */
export function groupsOver(results: readonly Result[], variable: GrowthVariable): Result[][] {
  const having = results.filter(({ setup }) => typeof setup[variable] === 'number')
  const groups = groupBy(having, ({ setup: { network: _, [variable]: __, ...others } }) => JSON.stringify(others))
  return [...groups.values()].map(group => {
    return group.toSorted((a, b) => (a.setup[variable] as number) - (b.setup[variable] as number))
  })
}
