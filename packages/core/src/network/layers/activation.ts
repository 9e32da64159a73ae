import { checkNumber, checkObject, checkOneOf } from '@blasnet/check'
import type { Activation } from '@blasnet/native'

/** Every activation function by name. */
export const ACTIVATION_KINDS = [
  'sigmoid',
  'improved-sigmoid',
  'tanh',
  'relu',
  'leaky-relu',
  'elu',
  'gelu',
  'silu',
  'softplus',
  'identity',
] as const

const DEFAULT_SLOPE = 0.01
const DEFAULT_ALPHA = 1

/**
 * Checks an activation from an untyped source. A default parameter is not spelled out: what comes back is the name alone
 * then.
 *
 * @param option what messages call it: `layers[0].activation`
 * @throws OptionError that names the option, what was expected and what came.
 */
export function checkActivation(option: string, value: unknown): Activation {
  if (typeof value !== 'object' || value === null) return checkOneOf(option, value, ACTIVATION_KINDS)
  const given = checkObject(option, value)
  const { kind } = given
  if (checkOneOf(`${option}.kind`, kind, ['leaky-relu', 'elu']) === 'leaky-relu') {
    const { slope = DEFAULT_SLOPE } = checkObject(option, given, ['kind', 'slope'])
    checkNumber(`${option}.slope`, slope, { min: 0, max: 1 })
    return slope === DEFAULT_SLOPE ? 'leaky-relu' : Object.freeze({ kind: 'leaky-relu', slope: slope as number })
  }
  const { alpha = DEFAULT_ALPHA } = checkObject(option, given, ['kind', 'alpha'])
  checkNumber(`${option}.alpha`, alpha, { min: 0, exclusiveMin: true, max: 1e30 })
  return alpha === DEFAULT_ALPHA ? 'elu' : Object.freeze({ kind: 'elu', alpha: alpha as number })
}

/** An activation as people read it: `tanh`, `leaky-relu 0.2`. */
export function activationText(activation: Activation): string {
  if (typeof activation === 'string') return activation
  if (activation.kind === 'leaky-relu') return `leaky-relu ${activation.slope ?? DEFAULT_SLOPE}`
  return `elu ${activation.alpha ?? DEFAULT_ALPHA}`
}
