import { checkInteger, OptionError } from '@blasnet/check'
import type { Dataset } from '../dataset.ts'

/** A data set holds what its numbers say; cheap, as createDataset and the loaders have looked at every value. */
export function checkDataset(dataset: Dataset): void {
  if (typeof dataset !== 'object' || dataset === null) throw new OptionError('dataset', 'a Dataset', dataset)
  const { count, features, inputs, labels } = dataset
  checkInteger('dataset.count', count, { min: 1 })
  checkInteger('dataset.features', features, { min: 1 })
  if (inputs?.length !== count * features) {
    throw new OptionError(
      'dataset.inputs',
      `${count} samples · ${features} features = ${count * features} values`,
      inputs,
    )
  }
  if (labels?.length !== count) throw new OptionError('dataset.labels', `${count} labels, one a sample`, labels)
}
