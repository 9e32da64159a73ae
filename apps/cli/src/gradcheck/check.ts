import { checkGradients, createNetwork, type GradientCheck } from '@blasnet/core'
import { type Dataset, firstSamples, type Normalisation, normalisationStatistics } from '@blasnet/datasets'
import { resolveSettings } from '../config/resolve.ts'
import { type Settings, studyTrainSamples } from '../config/settings.ts'
import { loadDataSource } from '../data/source.ts'
import { architectureText } from '../models/describe-network.ts'
import { networkOptions } from '../train/network-options.ts'
import { estimateSeconds } from './estimate.ts'
import { gradientTolerance, type Tolerance } from './tolerance.ts'

/** Settings of a network that gradcheck knows; the others are of training. */
export type NetworkSettings = Pick<Settings, 'data' | 'hidden' | 'activation' | 'initializer' | 'seed'>

export interface GradcheckOptions {
  readonly network: NetworkSettings
  /** The first n training images, as one batch. */
  readonly samples: number
  readonly epsilon: number
  readonly parameters: 'all' | number
  readonly signal: AbortSignal
  /** Called when the comparison starts. */
  readonly onStart?: (plan: { parameters: number; seconds: number }) => void
}

/** What `blasnet gradcheck --json` prints. */
export interface GradcheckReport extends GradientCheck {
  readonly architecture: string
  readonly parameters: number
  readonly activation: Settings['activation']
  readonly initializer: Settings['initializer']
  readonly seed: number
  readonly data: string
  readonly normalisation: Normalisation
  /** ε², unless ε is too small for that. */
  readonly tolerance: Tolerance
  /** Whether the largest difference is below the tolerance. */
  readonly holds: boolean
  readonly seconds: number
}

/**
 * Compares backpropagation with central differences on a float64 network, as the study's tasks 2b and 4c do. Inputs
 * are normalised as in training, by the first 20,000 training images.
 */
export async function gradcheck({ network, ...options }: GradcheckOptions): Promise<GradcheckReport> {
  const settings = resolveSettings({ flags: network })
  const { train } = await loadDataSource(settings.data)
  options.signal.throwIfAborted()
  return compareGradients(train, settings, options)
}

/** The same on training images that are loaded already; `settings` say how many of them normalise. */
export async function compareGradients(
  train: Dataset,
  settings: Settings,
  { samples, epsilon, signal, ...options }: Omit<GradcheckOptions, 'network'>,
): Promise<GradcheckReport> {
  const { trainSamples = Math.min(studyTrainSamples, train.count) } = settings
  const normalisation = normalisationStatistics(trainSamples === 'all' ? train : firstSamples(train, trainSamples))
  const shape = { inputs: train.features, classes: train.classes }
  using network = createNetwork({ ...networkOptions({ ...settings, dtype: 'float64' }, shape), normalisation })
  const data = { inputs: train.inputs, labels: train.labels }
  const total = network.parameterCount
  const tensors = network.layers.reduce((sum, { bias }) => sum + (bias ? 2 : 1), 0)
  // At least one of each tensor.
  const parameters = options.parameters === 'all' ? total : Math.min(Math.max(options.parameters, tensors), total)
  const check = { data, samples, epsilon, signal }
  options.onStart?.({ parameters, seconds: await estimateSeconds(network, check, parameters) })
  const started = performance.now()
  const result = await checkGradients(network, { ...check, parameters })
  const seconds = (performance.now() - started) / 1000
  const tolerance = gradientTolerance(epsilon, result.loss)
  return {
    architecture: architectureText(network),
    parameters: total,
    activation: settings.activation,
    initializer: settings.initializer,
    seed: settings.seed,
    data: settings.data,
    normalisation,
    ...result,
    tolerance,
    // NaN does not hold.
    holds: result.largestDifference < tolerance.value,
    seconds,
  }
}
