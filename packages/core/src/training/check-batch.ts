import { checkInteger, OptionError } from '@blasnet/check'
import type { Architecture } from '../network/architecture.ts'

/**
 * Samples of a batch. A batch normalisation needs two: a sample on its own is its own mean, and nothing is left of it.
 *
 * @throws OptionError
 */
export function checkBatchSize(value: unknown, { layers }: Pick<Architecture, 'layers'>): number {
  const batchSize = checkInteger('batchSize', value ?? 32, { min: 1, max: 2 ** 31 - 1 })
  if (batchSize === 1 && layers.some(({ batchNorm }) => batchNorm !== undefined))
    throw new OptionError('batchSize', 'at least 2 beside batchNorm', batchSize)
  return batchSize
}
