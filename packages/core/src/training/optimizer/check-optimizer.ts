import { checkBoolean, checkNumber, checkObject, checkOneOf, OptionError } from '@blasnet/check'
import type { NativeOptimizer } from '@blasnet/native'
import { checkLearningRateSchedule, MAX_RATE } from '../learning-rate/check-schedule.ts'
import type { LearningRateSchedule } from '../learning-rate/options.ts'

/** Every optimizer by name. */
export const OPTIMIZER_KINDS = ['sgd', 'rmsprop', 'adam', 'adamw', 'adagrad'] as const

type Kind = (typeof OPTIMIZER_KINDS)[number]

const COMMON_KEYS = ['kind', 'learningRate', 'schedule', 'weightDecay'] as const
const ADAM_KEYS = [...COMMON_KEYS, 'beta1', 'beta2', 'epsilon', 'amsgrad'] as const

/** Options of each kind beside the learning rate and its schedule. */
const KEYS = {
  sgd: [...COMMON_KEYS, 'momentum', 'nesterov', 'decoupledWeightDecay'],
  rmsprop: [...COMMON_KEYS, 'rho', 'epsilon', 'momentum', 'centered'],
  adam: ADAM_KEYS,
  adamw: ADAM_KEYS,
  adagrad: [...COMMON_KEYS, 'epsilon', 'initialAccumulator'],
} as const satisfies Record<Kind, readonly string[]>

/** What float32 can hold, with room. */
const POSITIVE = { min: 1e-30, max: 1e30 }
const RATE = { min: 1e-30, max: MAX_RATE }
const DECAY = { min: 0, max: 1e30 }

export interface CheckedOptimizer {
  readonly learningRate: number
  readonly schedule: LearningRateSchedule
  readonly native: NativeOptimizer
}

/**
 * Checks an optimizer from an untyped source and fills in its defaults.
 *
 * @throws OptionError that names the option, what was expected and what came.
 */
export function checkOptimizer(option: string, value: unknown): CheckedOptimizer {
  // Which other keys there may be depends on the kind.
  const all = checkObject(option, value)
  const kind = checkOneOf(`${option}.kind`, all.kind, OPTIMIZER_KINDS)
  const given: Readonly<Partial<Record<string, unknown>>> = checkObject(option, all, KEYS[kind])
  return {
    learningRate: checkNumber(`${option}.learningRate`, given.learningRate, RATE),
    schedule: checkLearningRateSchedule(`${option}.schedule`, given.schedule ?? { kind: 'constant' }),
    native: { ...checkRule(option, kind, given), ...checkDecay(option, kind, given) },
  }
}

function checkRule(option: string, kind: Kind, given: Readonly<Partial<Record<string, unknown>>>): NativeOptimizer {
  const share = (name: string, fallback: number) => checkShare(`${option}.${name}`, given[name] ?? fallback)
  const positive = (name: string, fallback: number) =>
    checkNumber(`${option}.${name}`, given[name] ?? fallback, POSITIVE)
  const flag = (name: string) => checkBoolean(`${option}.${name}`, given[name] ?? false)
  switch (kind) {
    case 'sgd': {
      const momentum = share('momentum', 0)
      const nesterov = flag('nesterov')
      if (nesterov && momentum === 0) throw new OptionError(`${option}.nesterov`, 'false without momentum', true)
      return { kind, momentum, nesterov }
    }
    case 'rmsprop':
      return {
        ...{ kind, rho: share('rho', 0.99), epsilon: positive('epsilon', 1e-8) },
        ...{ momentum: share('momentum', 0), centered: flag('centered') },
      }
    case 'adam':
    case 'adamw':
      return {
        ...{ kind: 'adam', beta1: share('beta1', 0.9), beta2: share('beta2', 0.999) },
        ...{ epsilon: positive('epsilon', 1e-8), amsgrad: flag('amsgrad') },
      }
    case 'adagrad': {
      const initialAccumulator = checkNumber(`${option}.initialAccumulator`, given.initialAccumulator ?? 0, DECAY)
      return { kind, epsilon: positive('epsilon', 1e-10), initialAccumulator }
    }
  }
}

/** 0 … below 1, where float32 tells it from 1. */
function checkShare(option: string, value: unknown): number {
  const share = checkNumber(option, value, { min: 0, max: 1, exclusiveMax: true })
  if (Math.fround(share) === 1) throw new OptionError(option, 'a number that is below 1 in float32, too', value)
  return share
}

function checkDecay(option: string, kind: Kind, given: Readonly<Partial<Record<string, unknown>>>) {
  const { weightDecay, decoupledWeightDecay } = given
  if (weightDecay !== undefined && decoupledWeightDecay !== undefined)
    throw new OptionError(`${option}.decoupledWeightDecay`, 'nothing beside weightDecay', decoupledWeightDecay)
  const fallback = kind === 'adamw' ? 0.01 : 0
  const l2Decay = checkNumber(`${option}.weightDecay`, weightDecay ?? fallback, DECAY)
  if (kind === 'adamw') return { decoupledDecay: l2Decay }
  const decoupledDecay = checkNumber(`${option}.decoupledWeightDecay`, decoupledWeightDecay ?? 0, DECAY)
  return { l2Decay, decoupledDecay }
}

/** `clipping` as the engine has it. */
export function checkClipping(option: string, value: unknown): Pick<NativeOptimizer, 'clipValue' | 'clipNorm'> {
  if (value === undefined) return {}
  const given = checkObject(option, value, ['value', 'norm'])
  return {
    ...(given.value !== undefined && { clipValue: checkNumber(`${option}.value`, given.value, POSITIVE) }),
    ...(given.norm !== undefined && { clipNorm: checkNumber(`${option}.norm`, given.norm, POSITIVE) }),
  }
}

/** `maxNorm` as the engine has it. */
export function checkMaxNorm(option: string, value: unknown): Pick<NativeOptimizer, 'maxNorm'> {
  return value === undefined ? {} : { maxNorm: checkNumber(option, value, POSITIVE) }
}

/** `averaging` as the engine has it. */
export function checkAveraging(option: string, value: unknown): Pick<NativeOptimizer, 'averageDecay'> {
  if (value === undefined) return {}
  return { averageDecay: checkShare(`${option}.decay`, checkObject(option, value, ['decay']).decay) }
}
