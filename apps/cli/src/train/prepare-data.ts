import path from 'node:path'
import { type Dataset, type DatasetPair, firstSamples, lastSamples } from '@blasnet/datasets'
import { flagName, type NameSetting } from '../config/flag-name.ts'
import { type ResolvedSettings, type Settings, studyTrainSamples } from '../config/settings.ts'
import { isNamedSource } from '../data/source.ts'
import { Failure } from '../errors/failure.ts'
import { UsageError } from '../errors/usage-error.ts'
import { checkTraining } from './check-training.ts'
import { checkSchedule } from './whole-schedule.ts'

/** The samples of a run and the settings that name their exact number. */
export interface PreparedData {
  readonly train: Dataset
  /** undefined: nothing is validated. */
  readonly validation: Dataset | undefined
  /** All test images, where they are to be measured in the end. */
  readonly test?: Dataset
  /** Classes of both together: units of the output layer. */
  readonly classes: number
  readonly settings: ResolvedSettings
}

/**
 * Takes the first samples of each part, as many as the settings ask for; held-out ones are those after the ones that are
 * trained on.
 *
 * @param nameSetting how messages call a setting: by its flag, or by its place in a file
 * @throws UsageError when there are fewer, or not enough for one batch or for the schedule; Failure when the parts do not fit together
 */
export function prepareData(pair: DatasetPair, settings: Settings, nameSetting: NameSetting = flagName): PreparedData {
  if (pair.train.features !== pair.test.features) {
    const sizes = `${pair.train.features} and ${pair.test.features}`
    throw new Failure(`${settings.data}: expected training and test samples of one size, received ${sizes} values`)
  }
  const { trainSamples = Math.min(studyTrainSamples, pair.train.count) } = settings
  const train = take(nameSetting('trainSamples'), pair.train, trainSamples)
  const validation = validationPart(pair, train.count, settings, nameSetting)
  if (settings.batchSize > train.count) {
    const expected = `at most the ${train.count} training samples`
    throw new UsageError(`${nameSetting('batchSize')}: expected ${expected}, received ${settings.batchSize}`)
  }
  if (settings.augment !== null && !(train.image !== undefined && train.inputs instanceof Uint8Array)) {
    throw new UsageError(`${nameSetting('augment')}: expected none, as ${train.name} are no pictures of bytes`)
  }
  const classes = Math.max(train.classes, validation?.classes ?? 0, settings.test ? pair.test.classes : 0)
  checkTraining(settings, classes, nameSetting)
  checkSchedule(settings, train.count, nameSetting)
  const validationSamples = validation?.count ?? settings.validationSamples
  return {
    train,
    validation,
    ...(settings.test && { test: pair.test }),
    classes,
    settings: { ...withAbsolutePaths(settings), trainSamples: train.count, validationSamples },
  }
}

function validationPart(
  pair: DatasetPair,
  trained: number,
  { validateOn, validationSamples }: Settings,
  nameSetting: NameSetting,
): Dataset | undefined {
  if (validateOn === 'none') return undefined
  if (validateOn === 'test') return take(nameSetting('validationSamples'), pair.test, validationSamples)
  const left = pair.train.count - trained
  if (left === 0) {
    const expected = `none, or less ${nameSetting('trainSamples')}, as all ${trained} training images are trained on`
    throw new UsageError(`${nameSetting('validateOn')}: expected ${expected}, received ${validateOn}`)
  }
  return take(nameSetting('validationSamples'), lastSamples(pair.train, left), validationSamples)
}

/** So that the written configuration means the same wherever it is read. */
function withAbsolutePaths(settings: Settings): Settings {
  const { data, initialWeights } = settings
  return {
    ...settings,
    data: isNamedSource(data) ? data : path.resolve(data),
    initialWeights: initialWeights === null ? null : path.resolve(initialWeights),
  }
}

function take(name: string, dataset: Dataset, count: number | 'all'): Dataset {
  if (count === 'all' || count === dataset.count) return dataset
  if (count > dataset.count) {
    const expected = `at most ${dataset.count}, which is all of '${dataset.name}'`
    throw new UsageError(`${name}: expected ${expected}, received ${count}`)
  }
  return firstSamples(dataset, count)
}
