import type { BiasInitializer, Initializer } from '@blasnet/core'
import { checkInitializer as check, checkBiasInitializer as checkBias } from '@blasnet/core/options'
import { formatKind, type Kinds, kindForm, parseKind } from './kind-text.ts'

const distributions = {
  uniform: [{ key: 'low' }, { key: 'high' }],
  normal: [{ key: 'standardDeviation' }, { key: 'mean', usual: 0 }],
  constant: [{ key: 'value' }],
} as const

const initializers: Kinds<Initializer['kind']> = {
  ...distributions,
  'fan-in-normal': [],
  'glorot-uniform': [],
  'glorot-normal': [],
  'he-uniform': [],
  'he-normal': [],
  'lecun-uniform': [],
  'lecun-normal': [],
  orthogonal: [{ key: 'gain', usual: 1 }],
}

const biasInitializers: Kinds<BiasInitializer['kind']> = { 'with-weights': [], ...distributions }

/**
 * An initializer from text such as `uniform` (from −1 to 1), `uniform:LOW,HIGH`, `glorot-normal` or `orthogonal:GAIN`,
 * or, from a configuration file, the object that core takes.
 *
 * @throws OptionError naming `option`
 */
export function checkInitializer(option: string, value: unknown): Initializer {
  if (typeof value !== 'string') return check(option, value)
  // The study's range.
  const text = value.trim().toLowerCase() === 'uniform' ? 'uniform:-1,1' : value
  return check(option, parseKind(option, text, initializers, `'uniform', ${namesOf(initializers)}`))
}

/**
 * How biases start, in the same way; `default` leaves it to the initializer of the weights.
 *
 * @throws OptionError naming `option`
 */
export function checkBiasInitializer(option: string, value: unknown): BiasInitializer | 'default' {
  if (typeof value !== 'string') return checkBias(option, value)
  if (value.trim().toLowerCase() === 'default') return 'default'
  return checkBias(option, parseKind(option, value, biasInitializers, `'default', ${namesOf(biasInitializers)}`))
}

/** As the flag takes it: `fan-in-normal`, `uniform:-1,1`. */
export function formatInitializer(initializer: Initializer): string {
  return formatKind(initializer, initializers)
}

export function formatBiasInitializer(initializer: BiasInitializer): string {
  return formatKind(initializer, biasInitializers)
}

function namesOf(kinds: Kinds<string>): string {
  return Object.entries(kinds)
    .map(([kind, values]) => kindForm(kind, values))
    .join(', ')
}
