import type { Network } from '@blasnet/core'
import type { Dataset } from '@blasnet/datasets'
import { Failure } from '../errors/failure.ts'
import { classesOf } from './class-probabilities.ts'

/**
 * Makes sure that a network can be given a data set's samples, and knows each of its classes.
 *
 * @throws Failure naming the data set and both figures
 */
export function checkFit(network: Pick<Network, 'inputs' | 'layers'>, dataset: Dataset): void {
  const { inputs } = network
  const known = classesOf(network.layers.at(-1)!.units)
  if (dataset.features !== inputs) {
    throw new Failure(
      `${dataset.name}: expected samples of ${inputs} values, as the model takes, received ${dataset.features}`,
    )
  }
  if (dataset.classes > known) {
    throw new Failure(
      `${dataset.name}: expected at most ${known} classes, as the model knows, received ${dataset.classes}`,
    )
  }
}
