import { checkBoolean, checkInteger, checkObject, checkOneOf, checkString, OptionError } from '@blasnet/check'
import type { MetricFunction } from './options.ts'

/** {@link EarlyStoppingOptions} with every default filled in. */
export interface StoppingPlan {
  readonly patience: number
  readonly metric: string
  readonly goal: 'lowest' | 'highest'
  readonly restoreBest: boolean
}

/** Figures that every validation has. */
const OWN_METRICS = ['loss', 'accuracy', 'trainAccuracy']

const METRIC_NAME = /^[A-Za-z][\w-]{0,63}$/

/** @throws OptionError */
export function checkMetrics(value: unknown): ReadonlyMap<string, MetricFunction> {
  if (value === undefined) return new Map()
  const given = checkObject('metrics', value)
  return new Map(
    Object.entries(given).map(([name, metric]) => {
      if (!METRIC_NAME.test(name) || OWN_METRICS.includes(name))
        throw new OptionError('metrics', `names of letters, digits, _ and - other than ${OWN_METRICS.join(', ')}`, name)
      if (typeof metric !== 'function') throw new OptionError(`metrics.${name}`, 'a function', metric)
      return [name, metric as MetricFunction]
    }),
  )
}

/**
 * @param metrics names beside those that every validation has
 * @throws OptionError
 */
export function checkEarlyStopping(value: unknown, metrics: Iterable<string>): StoppingPlan | undefined {
  if (value === undefined) return undefined
  const given = checkObject('earlyStopping', value, ['patience', 'metric', 'goal', 'restoreBest'])
  const metric = checkOneOf('earlyStopping.metric', checkString('earlyStopping.metric', given.metric ?? 'loss'), [
    ...OWN_METRICS,
    ...metrics,
  ])
  return {
    patience: checkInteger('earlyStopping.patience', given.patience, { min: 1, max: 2 ** 31 - 1 }),
    metric,
    goal: checkOneOf('earlyStopping.goal', given.goal ?? (metric === 'loss' ? 'lowest' : 'highest'), [
      'lowest',
      'highest',
    ]),
    restoreBest: checkBoolean('earlyStopping.restoreBest', given.restoreBest ?? false),
  }
}
