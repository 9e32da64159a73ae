import { type ClassificationMetrics, classificationMetrics, type DType, loadNetwork } from '@blasnet/core'
import { formatLoss, type Loss } from '../config/loss.ts'
import { samplePicture } from '../data/sample-picture.ts'
import { loadDataSource } from '../data/source.ts'
import { type Split, takeSplit } from '../data/split.ts'
import { checkFit } from '../models/check-fit.ts'
import { classProbabilities } from '../models/class-probabilities.ts'
import { architectureText } from '../models/describe-network.ts'
import { locateModel } from '../models/locate-model.ts'
import { trainedWith } from '../models/trained-on.ts'
import type { Picture } from '../terminal/picture.ts'
import { type Mistake, worstMistakes } from './mistakes.ts'
import { type ClassResult, perClass } from './per-class.ts'

export interface EvaluateOptions {
  /** Default: what the model was trained on. */
  readonly data?: string | undefined
  readonly split: Split
  /** The first n samples. Default: all. */
  readonly samples?: number | undefined
  /** How many of the worst mistakes to keep. */
  readonly mistakes: number
}

/** A saved model on a data set. */
export interface EvaluationReport {
  readonly model: string
  readonly architecture: string
  readonly parameters: number
  readonly dtype: DType
  readonly data: string
  readonly split: Split
  /** As people call it: `MNIST test images`. */
  readonly dataset: string
  /** Mean of {@link lossFunction} over the samples, with the natural logarithm. */
  readonly loss: number
  /** That of training, without label smoothing and class weights; else what suits the units: `softmax-cross-entropy`. */
  readonly lossFunction: string
  readonly accuracy: number
  readonly correct: number
  readonly count: number
  /** Time of the one pass that gives loss and accuracy. */
  readonly seconds: number
  /** Of the data set; the network may know more. */
  readonly classes: readonly ClassResult[]
  /** Of all classes that the network knows. */
  readonly metrics: ClassificationMetrics
  readonly mistakes: readonly PicturedMistake[]
}

export interface PicturedMistake extends Mistake {
  /** Where samples are pictures. */
  readonly picture?: Picture
}

/** Measures a saved model on a data set: loss, accuracy, how it does on each class, and what it got most wrong. */
export async function evaluateModel(model: string, options: EvaluateOptions): Promise<EvaluationReport> {
  const file = await locateModel(model)
  using network = await loadNetwork(file)
  const trained = await trainedWith(file)
  const data = options.data ?? trained.data ?? 'mnist'
  const dataset = takeSplit(await loadDataSource(data), options.split, options.samples)
  checkFit(network, dataset)
  const measured = lossFor(network.outputs, trained.loss)
  const started = performance.now()
  const { loss, accuracy, correct, count } = await network.evaluate(dataset, { loss: measured })
  const seconds = (performance.now() - started) / 1000
  const prediction = await network.predict(dataset.inputs)
  const metrics = classificationMetrics({ ...classProbabilities(prediction), labels: dataset.labels })
  const mistakes = worstMistakes(dataset.labels, prediction, options.mistakes).map((mistake): PicturedMistake => {
    const picture = samplePicture(dataset, mistake.index)
    return { ...mistake, ...(picture && { picture }) }
  })
  return {
    model: file,
    architecture: architectureText(network),
    parameters: network.parameterCount,
    dtype: network.dtype,
    data,
    split: options.split,
    dataset: dataset.name,
    loss,
    lossFunction: formatLoss(measured),
    accuracy,
    correct,
    count,
    seconds,
    classes: perClass(metrics, dataset),
    metrics,
    mistakes,
  }
}

/** One unit has no other class to compare with: it says yes or no. */
function lossFor(units: number, trained: Loss = { kind: 'softmax-cross-entropy' }): Loss {
  return units === 1 && trained.kind === 'softmax-cross-entropy' ? { kind: 'binary-cross-entropy' } : trained
}
