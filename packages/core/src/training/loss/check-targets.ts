import type { NativeLoss } from '@blasnet/native'
import type { CheckedData } from '../../data/check-data.ts'
import { InputDataError } from '../../errors.ts'

/** Rounding of float32 may take a target past its end. */
const SLACK = 1e-6

/**
 * That targets are what a loss can be low for: binary cross-entropy is unbounded below with targets beyond 0 … 1, softmax
 * cross-entropy with negative ones.
 *
 * @throws InputDataError
 */
export function checkTargetRange(
  name: string,
  { targets, targetNormalisation: { mean, standardDeviation } = { mean: 0, standardDeviation: 1 } }: CheckedData,
  { kind }: NativeLoss,
): void {
  if (targets === undefined) return
  if (kind !== 'binary-cross-entropy' && kind !== 'softmax-cross-entropy') return
  const most = kind === 'binary-cross-entropy' ? 1 : Number.POSITIVE_INFINITY
  const index = targets.findIndex(target => {
    const normalised = (target - mean) / standardDeviation
    return !(normalised >= -SLACK && normalised <= most + SLACK)
  })
  if (index < 0) return
  const expected = kind === 'binary-cross-entropy' ? 'numbers from 0 to 1' : 'numbers of at least 0'
  const received = (Number(targets[index]) - mean) / standardDeviation
  throw new InputDataError(`${name}.targets`, `${expected}, as the loss is ${kind}`, `${received} at index ${index}`)
}
