import type { Activation, ActivationName } from '@blasnet/core'
import { checkActivation as check } from '@blasnet/core/options'
import { formatKind, type Kinds, parseKind } from './kind-text.ts'

const activations: Kinds<ActivationName> = {
  sigmoid: [],
  'improved-sigmoid': [],
  tanh: [],
  relu: [],
  'leaky-relu': [{ key: 'slope', usual: 0.01 }],
  elu: [{ key: 'alpha', usual: 1 }],
  gelu: [],
  silu: [],
  softplus: [],
  identity: [],
}

/**
 * An activation from text such as `tanh`, `leaky-relu:0.2` or `elu:1.5`, or, from a configuration file, what core takes.
 *
 * @throws OptionError naming `option`
 */
export function checkActivation(option: string, value: unknown): Activation {
  if (typeof value !== 'string' || !value.includes(':')) {
    return check(option, typeof value === 'string' ? value.trim().toLowerCase() : value)
  }
  const forms = "an activation as 'relu', 'leaky-relu:SLOPE' or 'elu:ALPHA'"
  return check(option, parseKind(option, value, activations, forms))
}

/** As the flag takes it: `tanh`, `leaky-relu:0.2`. */
export function formatActivation(activation: Activation): string {
  return formatKind(typeof activation === 'string' ? { kind: activation } : activation, activations)
}
