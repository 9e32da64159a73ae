import type { Settings } from '../config/settings.ts'
import type { PreparedData } from '../train/prepare-data.ts'
import type { PlannedCheck, PlannedRun } from './plan.ts'

/** How much there is to do for one network, in arbitrary units that take about the same time everywhere. */
export interface RunWork {
  readonly maxSteps: number
  readonly stepsPerEpoch: number
  readonly unitsPerStep: number
  /** Steps that the run is expected to take: where others saw it stop, or all. */
  readonly expectedSteps: number
  /** Steps without a lower loss after which it stops; Infinity when it does not. */
  readonly patienceSteps: number
}

type WorkOf = Pick<PlannedRun, 'settings'> & { readonly network: Pick<PlannedRun['network'], 'id' | 'expected'> }

/** Measured on MNIST: what goes on beside the products takes as long as so many more weights, and so many a unit. */
const weightsOfSample = 10_000
const weightsOfUnit = 40

/** What one sample costs forwards: a unit for each weight, and for the rest in proportion. */
function sampleUnits(settings: Settings, { train, classes }: Pick<PreparedData, 'train' | 'classes'>): number {
  const layers = [train.features, ...settings.hidden, classes]
  const weights = layers.slice(1).reduce((sum, units, index) => sum + units * layers[index]!, 0)
  return weightsOfSample + weights + weightsOfUnit * layers.slice(1).reduce((sum, units) => sum + units, 0)
}

/** @param network what others report of it, where they do */
export function runWork({ network, settings }: WorkOf, data: PreparedData): RunWork {
  const { batchSize, epochs, validationsPerEpoch, patience } = settings
  const stepsPerEpoch = Math.floor(data.train.count / batchSize)
  const maxSteps = Math.min(epochs * stepsPerEpoch, settings.maxSteps ?? Number.POSITIVE_INFINITY)
  const interval = Math.max(1, Math.floor(stepsPerEpoch / validationsPerEpoch))
  // Backwards costs twice what forwards does; a validation looks at the training samples as well.
  const validated = data.validation === undefined ? 0 : data.train.count + data.validation.count
  const passes = 3 * batchSize + validated / interval
  const reported = network.expected?.filter(({ measure }) => measure === 'stopEpoch').map(({ value }) => value) ?? []
  const expectedEpochs = reported.length === 0 ? epochs : Math.max(...reported)
  return {
    maxSteps,
    stepsPerEpoch,
    unitsPerStep: passes * sampleUnits(settings, data),
    expectedSteps: Math.min(maxSteps, Math.ceil(expectedEpochs * stepsPerEpoch)),
    patienceSteps: patience === null ? Number.POSITIVE_INFINITY : patience * interval,
  }
}

/** Two passes for each parameter compared, in float64, which takes twice as long. */
export function checkWork(check: PlannedCheck, data: PreparedData): number {
  const units = sampleUnits(check.settings, data)
  const compared = check.parameters === 'all' ? units : Math.min(check.parameters, units)
  return 2 * 2 * compared * Math.min(check.samples, data.train.count) * units
}
