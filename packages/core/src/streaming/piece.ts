import { OptionError } from '@blasnet/check'
import { type CheckedData, checkTrainingData, type DataShape } from '../data/check-data.ts'
import { InputDataError } from '../errors.ts'

/** A piece of a stream that fits the network and its memory. */
export interface Piece extends CheckedData {
  readonly bytes: number
}

export interface PieceRules {
  readonly shape: DataShape
  readonly batchSize: number
  readonly memoryLimit: number
}

/** Bytes of all arrays. */
export function bytesOf({ inputs, labels, targets, sampleWeights }: CheckedData): number {
  return [inputs, labels, targets, sampleWeights].reduce((sum, array) => sum + (array?.byteLength ?? 0), 0)
}

/**
 * Makes the check of the pieces of a stream, called with one after the other: each by itself, and that it goes with the
 * first.
 *
 * @throws OptionError, InputDataError that name the piece by its number: `batches[3].labels`
 */
export function createPieceCheck({
  shape,
  batchSize,
  memoryLimit,
}: PieceRules): (value: unknown, name: string) => Piece {
  let first: CheckedData | undefined
  return (value, name) => {
    const data = checkTrainingData(name, value, shape)
    const bytes = bytesOf(data)
    if (bytes > memoryLimit) throw new InputDataError(name, `at most ${memoryLimit} bytes, the memoryLimit`, `${bytes}`)
    const batchBytes = Math.ceil(bytes / data.count) * batchSize
    if (batchBytes > memoryLimit)
      throw new OptionError('memoryLimit', `at least ${batchBytes} bytes, a batch of ${batchSize} samples`, memoryLimit)
    first ??= data
    checkAlike(name, data, first)
    return { ...data, bytes }
  }
}

/** Samples of different pieces meet in one batch. */
function checkAlike(name: string, data: CheckedData, first: CheckedData): void {
  if ((data.targets === undefined) !== (first.targets === undefined)) {
    const [expected, received] = first.targets === undefined ? ['labels', 'targets'] : ['targets', 'labels']
    throw new InputDataError(name, `${expected}, as the first piece has`, received)
  }
  const [one, other] = [data, first].map(({ targetNormalisation: { mean, standardDeviation } = NONE }) =>
    [mean, standardDeviation].join(' and '),
  ) as [string, string]
  if (one !== other) throw new InputDataError(`${name}.targetNormalisation`, `${other}, as of the first piece`, one)
}

const NONE = { mean: 0, standardDeviation: 1 }
