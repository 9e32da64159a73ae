import { checkNumber, checkObject, checkOneOf, OptionError, readElements } from '@blasnet/check'
import type { NativeLoss } from '@blasnet/native'

/** Every loss by name. */
export const LOSS_KINDS = ['softmax-cross-entropy', 'binary-cross-entropy', 'mean-squared-error', 'huber'] as const

const MAX_WEIGHT = 1e30

/**
 * Checks a loss from an untyped source against a network of `outputs` outputs.
 *
 * @throws OptionError
 */
export function checkLoss(option: string, value: unknown, outputs: number): NativeLoss {
  const loss = checkKinds(option, value ?? 'softmax-cross-entropy', outputs)
  if (loss.kind === 'softmax-cross-entropy' && outputs === 1) {
    const others = LOSS_KINDS.filter(kind => kind !== loss.kind).map(kind => `'${kind}'`)
    throw new OptionError(option, `one of ${others.join(', ')} for one unit in the last layer`, value)
  }
  return loss
}

function checkKinds(option: string, value: unknown, outputs: number): NativeLoss {
  // Which other keys there may be depends on the kind.
  const given = checkObject(option, typeof value === 'string' ? { kind: value } : value)
  const { kind: name } = given
  const kind = checkOneOf(typeof value === 'string' ? option : `${option}.kind`, name, LOSS_KINDS)
  switch (kind) {
    case 'softmax-cross-entropy': {
      const { labelSmoothing, classWeights } = checkObject(option, given, ['kind', 'labelSmoothing', 'classWeights'])
      const smoothing = checkNumber(`${option}.labelSmoothing`, labelSmoothing ?? 0, {
        min: 0,
        max: 0.999999,
      })
      return {
        kind,
        labelSmoothing: smoothing,
        ...(classWeights !== undefined && {
          classWeights: checkWeights(`${option}.classWeights`, classWeights, outputs),
        }),
      }
    }
    case 'binary-cross-entropy': {
      const { positiveWeights } = checkObject(option, given, ['kind', 'positiveWeights'])
      if (positiveWeights === undefined) return { kind }
      const name = `${option}.positiveWeights`
      const list = typeof positiveWeights === 'number' ? Array(outputs).fill(positiveWeights) : positiveWeights
      return { kind, positiveWeights: checkWeights(name, list, outputs) }
    }
    case 'mean-squared-error':
      checkObject(option, given, ['kind'])
      return { kind }
    case 'huber': {
      const { delta } = checkObject(option, given, ['kind', 'delta'])
      return { kind, delta: checkNumber(`${option}.delta`, delta ?? 1, { min: 1e-30, max: MAX_WEIGHT }) }
    }
  }
}

function checkWeights(option: string, value: unknown, outputs: number): Float64Array {
  const given = readElements(option, value, { min: outputs, max: outputs })
  if (given === undefined)
    throw new OptionError(option, `an array of ${outputs} numbers, one for each unit of the last layer`, value)
  const weights = given.map((weight, index) => checkNumber(`${option}[${index}]`, weight, { min: 0, max: MAX_WEIGHT }))
  if (weights.every(weight => weight === 0)) throw new OptionError(option, 'a number above 0 among them', value)
  return Float64Array.from(weights)
}
