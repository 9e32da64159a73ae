import { checkBoolean, checkInteger, checkNumber, checkOneOf, OptionError, type Range } from '@blasnet/check'
import type { Augmentation } from '@blasnet/core'
import { checkActivation } from './activation.ts'
import { checkAugmentation } from './augmentation.ts'
import { checkHidden } from './hidden.ts'
import { checkBiasInitializer, checkInitializer } from './initializer.ts'
import { checkClassWeights, checkLoss } from './loss.ts'
import { checkOptimizer } from './optimizer.ts'
import { type PresetName, presetNames } from './presets.ts'
import { checkSchedule, checkWarmup } from './schedule.ts'
import type { SampleCount, Settings } from './settings.ts'

/** What may be given: every setting, and the name of a preset that the settings start from. */
export type GivenSettings = Partial<Settings> & { readonly preset?: PresetName }

/** Core counts steps, samples and validations in 31 bits. */
const count = { min: 1, max: 2 ** 31 - 1 }

type Check<T> = (option: string, value: unknown) => T

/** As far as float32 reaches, with room. */
const penalty = { min: 0, max: 1e30 }
const limit = { min: 1e-30, max: 1e30 }
const probability = { min: 0, max: 1, exclusiveMax: true }

export const dtypes = ['float32', 'float64'] as const

/**
 * The one description of what each setting may be: flags, whose text has been turned into a number where it is one,
 * and configuration files go through the same checks. Each throws OptionError naming the flag or the key.
 */
export const checks = {
  preset: oneOf(presetNames),
  data: text('mnist, fashion-mnist or a directory of IDX files'),
  trainSamples: samples,
  augment: checkAugment,
  validateOn: oneOf(['test', 'held-out', 'none']),
  validationSamples: samples,
  test: checkBoolean,
  hidden: checkHidden,
  activation: checkActivation,
  initializer: checkInitializer,
  biasInitializer: checkBiasInitializer,
  dropout: number(probability),
  inputDropout: number(probability),
  batchNorm: checkBoolean,
  optimizer: checkOptimizer,
  // Above that, float32 cannot hold a step.
  learningRate: number({ min: 0, exclusiveMin: true, max: 1e30 }),
  schedule: checkSchedule,
  warmup: checkWarmup,
  momentum: number(probability),
  nesterov: checkBoolean,
  weightDecay: orDefault(number(penalty)),
  clipNorm: orNone(number(limit)),
  clipValue: orNone(number(limit)),
  maxNorm: orNone(number(limit)),
  l1: number(penalty),
  l2: number(penalty),
  // Nearer to 1, float32 cannot hold it.
  averaging: orNone(number({ min: 0, max: 1 - 2 ** -24 })),
  loss: checkLoss,
  labelSmoothing: number({ min: 0, max: 0.999999 }),
  classWeights: checkClassWeights,
  batchSize: integer(count),
  epochs: integer(count),
  maxSteps: orNone(integer({ min: 1 })),
  shuffle: checkBoolean,
  seed: integer({ min: 0 }),
  validationsPerEpoch: integer(count),
  patience: orNone(integer(count)),
  stopMetric: oneOf(['loss', 'accuracy']),
  restoreBest: checkBoolean,
  dtype: oneOf(dtypes),
  initialWeights: orNone(text('a safetensors file')),
} satisfies { readonly [K in keyof Required<GivenSettings>]: Check<Required<GivenSettings>[K]> }

function number(range: Range): Check<number> {
  return (option, value) => checkNumber(option, value, range)
}

function integer(range: Range): Check<number> {
  return (option, value) => checkInteger(option, value, range)
}

function oneOf<const T extends string>(allowed: readonly T[]): Check<T> {
  return (option, value) => checkOneOf(option, value, allowed)
}

function text(expected: string): Check<string> {
  return (option, value) => {
    if (typeof value !== 'string' || value === '') throw new OptionError(option, expected, value)
    return value
  }
}

function samples(option: string, value: unknown): SampleCount {
  if (value === 'all') return value
  if (!Number.isSafeInteger(value) || (value as number) < 1) {
    throw new OptionError(option, "an integer at least 1, or 'all'", value)
  }
  return value as number
}

/** Nothing changed is no augmentation, in whatever way it is said. */
function checkAugment(option: string, value: unknown): Augmentation | null {
  if (value === null) return null
  const augmentation = checkAugmentation(option, value)
  return Object.keys(augmentation).length === 0 ? null : augmentation
}

/** `none` on the command line is null in a file; both are understood in both. */
function orNone<T>(check: Check<T>): Check<T | null> {
  return orWord('none', check)
}

/** The same for `default`. */
function orDefault<T>(check: Check<T>): Check<T | null> {
  return orWord('default', check)
}

function orWord<T>(word: string, check: Check<T>): Check<T | null> {
  return (option, value) => {
    if (value === null || value === word) return null
    try {
      return check(option, value)
    } catch (error) {
      if (error instanceof OptionError) throw new OptionError(option, `${error.expected}, or '${word}'`, value)
      throw error
    }
  }
}
