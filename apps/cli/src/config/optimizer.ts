import { checkObject, OptionError } from '@blasnet/check'
import type { AdagradOptions, AdamOptions, AdamWOptions, OptimizerOptions, RmspropOptions } from '@blasnet/core'
import { checkOptimizer as check } from '@blasnet/core/options'
import { formatKind, type Kinds, kindForm, parseKind, shortestKind } from './kind-text.ts'

type AdamValue = 'kind' | 'beta1' | 'beta2' | 'epsilon' | 'amsgrad'

/** An optimizer without learning rate, momentum and weight decay, which are settings of their own. */
export type Optimizer =
  | { readonly kind: 'sgd'; readonly decoupledWeightDecay?: number }
  | Pick<RmspropOptions, 'kind' | 'rho' | 'epsilon' | 'centered'>
  | Pick<AdamOptions, AdamValue>
  | Pick<AdamWOptions, AdamValue>
  | Pick<AdagradOptions, 'kind' | 'epsilon' | 'initialAccumulator'>

export type OptimizerKind = OptimizerOptions['kind']

/** A number with a name: 'adam:0.001' would be taken for a learning rate. */
const number = (key: string, usual: number) => ({ key, usual, named: true }) as const
const flag = (key: string) => ({ key, usual: false, type: 'switch' }) as const
const adam = [number('beta1', 0.9), number('beta2', 0.999), number('epsilon', 1e-8), flag('amsgrad')]

const optimizers: Kinds<OptimizerKind> = {
  sgd: [number('decoupledWeightDecay', 0)],
  rmsprop: [number('rho', 0.99), number('epsilon', 1e-8), flag('centered')],
  adam,
  adamw: adam,
  adagrad: [number('epsilon', 1e-10), number('initialAccumulator', 0)],
}

const forms = Object.entries(optimizers)
  .map(([kind, values]) => kindForm(kind, values))
  .join(', ')

/** The learning rate of each kind where nobody says another one. */
export const usualLearningRate: Readonly<Record<OptimizerKind, number>> = {
  sgd: 0.1,
  rmsprop: 0.001,
  adam: 0.001,
  adamw: 0.001,
  adagrad: 0.01,
}

/** Those that can carry on in the direction of earlier steps. */
export const withMomentum: ReadonlySet<OptimizerKind> = new Set(['sgd', 'rmsprop'])

const ownSettings = ['learningRate', 'schedule', 'momentum', 'nesterov', 'weightDecay'] as const

/**
 * An optimizer from text such as `sgd`, `adam:beta1=0.9,beta2=0.99` or `rmsprop:centered`, or, from a configuration file,
 * the object that core takes, without what is a setting of its own. Values that are as usual are not kept.
 *
 * @throws OptionError naming `option`
 */
export function checkOptimizer(option: string, value: unknown): Optimizer {
  const given = typeof value === 'string' ? parseKind(option, value, optimizers, forms) : value
  const fields: Readonly<Record<string, unknown>> = checkObject(option, given, Object.keys(Object(given)))
  const foreign = ownSettings.find(name => fields[name] !== undefined)
  if (foreign !== undefined) {
    throw new OptionError(`${option}.${foreign}`, `a setting of its own, ${foreign}`, fields[foreign])
  }
  check(option, { ...fields, learningRate: 1 })
  return shortestKind(fields as { kind: OptimizerKind }, optimizers) as Optimizer
}

/** As the flag takes it: `sgd`, `adam:beta2=0.99`. */
export function formatOptimizer(optimizer: Optimizer): string {
  return formatKind(optimizer, optimizers)
}

const names: Readonly<Record<OptimizerKind, string>> = {
  ...{ sgd: 'SGD', rmsprop: 'RMSprop', adam: 'Adam', adamw: 'AdamW', adagrad: 'Adagrad' },
}

/** As people write it: `SGD`, `Adam beta2=0.99`. */
export function optimizerText(optimizer: Optimizer): string {
  const [, values = ''] = formatOptimizer(optimizer).split(':')
  return values === '' ? names[optimizer.kind] : `${names[optimizer.kind]} ${values}`
}
