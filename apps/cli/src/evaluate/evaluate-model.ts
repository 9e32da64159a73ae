import { type DType, loadNetwork } from '@blasnet/core'
import { loadDataSource } from '../data/source.ts'
import { type Split, takeSplit } from '../data/split.ts'
import { checkFit } from '../models/check-fit.ts'
import { architectureText } from '../models/describe-network.ts'
import { locateModel } from '../models/locate-model.ts'
import { trainedOn } from '../models/trained-on.ts'
import { type ClassResult, perClass } from './per-class.ts'

export interface EvaluateOptions {
  /** Default: what the model was trained on. */
  readonly data?: string | undefined
  readonly split: Split
  /** The first n samples. Default: all. */
  readonly samples?: number | undefined
}

/** What `blasnet evaluate --json` prints. */
export interface EvaluationReport {
  readonly model: string
  readonly architecture: string
  readonly parameters: number
  readonly dtype: DType
  readonly data: string
  readonly split: Split
  /** As people call it: `MNIST test images`. */
  readonly dataset: string
  /** Mean softmax cross-entropy, natural logarithm. */
  readonly loss: number
  readonly accuracy: number
  readonly correct: number
  readonly count: number
  /** Time of the one pass that gives loss and accuracy. */
  readonly seconds: number
  readonly classes: readonly ClassResult[]
}

/** Loss and accuracy of a saved model on a data set, and how it does on each class. */
export async function evaluateModel(model: string, options: EvaluateOptions): Promise<EvaluationReport> {
  const file = await locateModel(model)
  using network = await loadNetwork(file)
  const data = options.data ?? (await trainedOn(file))
  const dataset = takeSplit(await loadDataSource(data), options.split, options.samples)
  checkFit(network, dataset)
  const started = performance.now()
  const { loss, accuracy, correct, count } = await network.evaluate(dataset)
  const seconds = (performance.now() - started) / 1000
  const { labels, units } = await network.predict(dataset.inputs)
  const { classes, classNames } = dataset
  return {
    model: file,
    architecture: architectureText(network),
    parameters: network.parameterCount,
    dtype: network.dtype,
    data,
    split: options.split,
    dataset: dataset.name,
    loss,
    accuracy,
    correct,
    count,
    seconds,
    classes: perClass(dataset.labels, labels, { classes, units, classNames }),
  }
}
