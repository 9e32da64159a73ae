import type { Inputs, LabelledData, Normalisation } from '@blasnet/datasets'

interface Weighted {
  /**
   * How much each sample counts, [count], each 0 … 1e30 and one above 0: the loss of a batch is Σ weight · row loss / Σ
   * weight. Default: 1 each.
   */
  readonly sampleWeights?: Float32Array | Float64Array | readonly number[]
}

/** Samples with a class each; with one unit in the last layer the classes 0 and 1. */
export type ClassData = LabelledData & Weighted & { readonly targets?: never }

/** Samples with a row of numbers each: what the outputs ought to be. */
export type TargetData = Weighted & {
  readonly inputs: Inputs
  readonly labels?: never
  /** [count, units of the last layer] row-major. May be the very array of the inputs. */
  readonly targets: Inputs
  /** Targets are taken as (t − mean)/standardDeviation. Default: as they are. */
  readonly targetNormalisation?: Normalisation
}

/**
 * What a network can be trained on and evaluated with.
 *
 * ```ts
 * const classes: TrainingData = { inputs: new Uint8Array(2 * 784), labels: Uint8Array.of(7, 2) }
 * const toItself: TrainingData = { inputs, targets: inputs, targetNormalisation: { mean: 0, standardDeviation: 255 } }
 * ```
 */
export type TrainingData = ClassData | TargetData
