import { type Dataset, type DatasetPair, splitStratified } from '@blasnet/datasets'
import { UsageError } from '../errors/usage-error.ts'

/** This share of the training images is held out when nothing else is said: 10,000 of MNIST's 60,000. */
const usualShare = 1 / 6

/** The training images of a data set in two parts. */
export interface HeldOut {
  readonly train: Dataset
  /** What trials are validated on. */
  readonly validation: Dataset
  /** How many test images there are. Nothing else of them is known. */
  readonly testCount: number
}

/**
 * Holds some of the training images out, every class in proportion, both parts in their order. Test images are left
 * alone. Both parts lie in shared memory, where all trials read them.
 *
 * @param count how many; default a sixth
 * @throws UsageError unless that leaves some to train on
 */
export function holdOut({ train, test }: DatasetPair, count: number | undefined, seed: number): HeldOut {
  const held = count ?? Math.max(1, Math.round(train.count * usualShare))
  if (held >= train.count) {
    throw new UsageError(
      `--hold-out: expected fewer than the ${train.count} training images of '${train.name}', received ${held}`,
    )
  }
  const [rest, validation] = splitStratified(train, 1 - held / train.count, { seed })
  const named = Object.freeze({ ...rest, name: `${train.name} that are not held out` })
  return { train: named, validation, testCount: test.count }
}
