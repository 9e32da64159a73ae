import { OptionError } from '@blasnet/check'
import type { EvaluateResult, NativeDataset, NativeNetwork } from '@blasnet/native'
import type { TrainingData } from '../data/options.ts'
import type { ValidationPoint } from './events.ts'
import type { TrainingPlan } from './plan.ts'

/** What a validation looks at. */
export interface ValidationData {
  /** Undefined where training data is not at hand. */
  readonly train: NativeDataset | undefined
  readonly validation: NativeDataset
}

/** How a validation is made. */
export type ValidationPlan = Pick<TrainingPlan, 'loss' | 'threads' | 'metrics' | 'givenValidation'>

/** Data, by the name that messages have for it, whose loss is NaN or infinite. */
export class BadLoss extends Error {
  readonly measuredOn: string
  readonly loss: number

  constructor(measuredOn: string, loss: number) {
    super(`loss of ${measuredOn}: ${loss}`)
    this.measuredOn = measuredOn
    this.loss = loss
  }
}

/**
 * Measures validation and training data with the weights as they are. Undefined when cancelled on the way.
 *
 * @throws BadLoss
 */
export async function measure(
  native: NativeNetwork,
  { loss, threads, metrics, givenValidation }: ValidationPlan,
  { train, validation }: ValidationData,
  step: number,
): Promise<ValidationPoint | undefined> {
  const held = await native.evaluate({ dataset: validation, loss, threads })
  if (held.cancelled) return undefined
  const own = train && (await native.evaluate({ dataset: train, loss, threads }))
  if (own?.cancelled) return undefined
  if (!Number.isFinite(held.loss)) throw new BadLoss('the validation data', held.loss)
  if (own && !Number.isFinite(own.loss)) throw new BadLoss('the training data', own.loss)
  const point = { step, loss: held.loss, accuracy: accuracyOf(held), trainAccuracy: own ? accuracyOf(own) : Number.NaN }
  if (metrics.size === 0) return point
  const outputs = await native.logits({ dataset: validation })
  const count = validation.count
  const of = { outputs, units: outputs.length / count, count, data: givenValidation as TrainingData }
  return {
    ...point,
    metrics: Object.fromEntries(Array.from(metrics, ([name, metric]) => [name, figure(name, metric(of))])),
  }
}

/** NaN is a figure, too: what 0/0 is. */
function figure(name: string, value: unknown): number {
  if (typeof value !== 'number') throw new OptionError(`metrics.${name}`, 'a function that gives a number', value)
  return value
}

/** NaN for data without classes. */
export function accuracyOf({ correct, count }: EvaluateResult): number {
  return correct === undefined ? Number.NaN : correct / count
}
