import { checkNumber, checkObject, OptionError } from '@blasnet/check'
import type { BatchNormOptions, ResolvedExtras } from './options.ts'

/** As far as float32 reaches, with room. */
const MAX_PENALTY = 1e30

/** A probability of dropping something, 0 … below 1. */
export function checkDropout(option: string, value: unknown): number {
  return checkNumber(option, value, { min: 0, max: 1, exclusiveMax: true })
}

/**
 * Checks what the layer `option` has beside weights, bias and activation.
 *
 * @param isLast the last layer's outputs are compared with targets: none of them may be dropped.
 * @throws OptionError
 */
export function checkExtras(
  option: string,
  layer: {
    readonly batchNorm?: unknown
    readonly dropout?: unknown
    readonly l1?: unknown
    readonly l2?: unknown
  },
  isLast: boolean,
): ResolvedExtras {
  const batchNorm = checkBatchNorm(`${option}.batchNorm`, layer.batchNorm)
  const dropout = checkDropout(`${option}.dropout`, layer.dropout ?? 0)
  if (isLast && dropout !== 0) throw new OptionError(`${option}.dropout`, '0 for the last layer', dropout)
  const l1 = checkNumber(`${option}.l1`, layer.l1 ?? 0, { min: 0, max: MAX_PENALTY })
  const l2 = checkNumber(`${option}.l2`, layer.l2 ?? 0, { min: 0, max: MAX_PENALTY })
  return {
    ...(batchNorm && { batchNorm }),
    ...(dropout !== 0 && { dropout }),
    ...(l1 !== 0 && { l1 }),
    ...(l2 !== 0 && { l2 }),
  }
}

function checkBatchNorm(option: string, value: unknown): Required<BatchNormOptions> | undefined {
  if (value === undefined || value === false) return undefined
  const given = value === true ? {} : checkObject(option, value, ['momentum', 'epsilon'])
  return Object.freeze({
    momentum: checkNumber(`${option}.momentum`, given.momentum ?? 0.1, { min: 0, max: 1 }),
    epsilon: checkNumber(`${option}.epsilon`, given.epsilon ?? 1e-5, { min: 1e-30, max: 1e30 }),
  })
}
