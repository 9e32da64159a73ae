import { checkOneOf } from '@blasnet/check'
import { type Inputs, type Normalisation, normalisationStatistics } from '@blasnet/datasets'
import { InputDataError } from '../errors.ts'
import { checkNormalisation } from '../network/check-options.ts'

/**
 * The normalisation to train with: `keep` what the network has, `none`, `standard-score` of the training inputs, or the
 * one given. Default: what the network has, `standard-score` when it has none.
 *
 * @param name what messages call the inputs
 * @throws OptionError, InputDataError when the training inputs are all the same value.
 */
export function resolveNormalisation(
  value: unknown,
  current: Normalisation | undefined,
  inputs: Inputs,
  name = 'data.train.inputs',
): Normalisation | undefined {
  if (typeof value === 'object' && value !== null) return checkNormalisation('normalisation', value)
  const fallback = current === undefined ? 'standard-score' : 'keep'
  switch (checkOneOf('normalisation', value ?? fallback, ['standard-score', 'keep', 'none'])) {
    case 'keep':
      return current
    case 'none':
      return undefined
    case 'standard-score':
      return standardScore(name, inputs)
  }
}

function standardScore(name: string, inputs: Inputs): Normalisation {
  // Values that are all equal have no deviation to divide by.
  if (inputs.every(value => value === inputs[0])) {
    const expected = "at least two different values for normalisation 'standard-score'"
    throw new InputDataError(name, expected, `${inputs[0]} everywhere`)
  }
  const { mean, standardDeviation } = normalisationStatistics({ inputs })
  return checkNormalisation(`normalisation of ${name}`, { mean, standardDeviation })
}
