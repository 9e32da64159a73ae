/** One evaluation of validation and training data. Steps count from 0, so `step` is an index into `trainLoss`. */
export interface ValidationPoint {
  /** The step after whose update this was measured. */
  readonly step: number
  /** Mean loss over the validation data. */
  readonly loss: number
  /** Share of validation samples classified correctly, 0 … 1; NaN for data with targets instead of labels. */
  readonly accuracy: number
  /** Share of training samples classified correctly, 0 … 1; NaN for data with targets instead of labels. */
  readonly trainAccuracy: number
  /** The figures that {@link TrainOptions.metrics} asks for. */
  readonly metrics?: Readonly<Record<string, number>>
}

export type StopReason = 'early-stopping' | 'completed' | 'aborted' | 'max-steps'

export interface Stopped {
  readonly reason: StopReason
  /** The last step taken, counting from 0; −1 when none was. */
  readonly step: number
  /** Passes over the training data made, with its fraction: (step + 1) / steps per epoch. */
  readonly epoch: number
  /** The step after which the weights were as the network has them now, when that is not the last one. */
  readonly restoredStep?: number
}

/**
 * What every layer looks like after a step: one number a layer, from the first hidden layer to the output layer. Norms
 * are Frobenius norms over all that the layer learns.
 */
export interface LayerStatisticsPoint {
  readonly step: number
  /** Of the gradient of the mean loss over the samples, penalties included. */
  readonly gradientNorm: readonly number[]
  /** Of the parameters. */
  readonly weightNorm: readonly number[]
  /** ‖α·v‖, how far a step of SGD moved the layer's parameters; NaN with other optimizers. */
  readonly updateNorm: readonly number[]
  /** Mean over samples and units of f′(z); 1 for a layer without activation. */
  readonly meanDerivative: readonly number[]
}

export interface History {
  /** Loss of every step's batch, before the step's update. */
  readonly trainLoss: readonly number[]
  readonly validation: readonly ValidationPoint[]
  /** One entry a validation, when {@link TrainOptions.diagnostics} asks for it. */
  readonly diagnostics?: readonly LayerStatisticsPoint[]
}

/** What a training run reports while it runs. */
export type TrainingEvent =
  | {
      readonly type: 'step-block'
      /** First step of the block. How many steps a block holds depends on speed; their losses do not. */
      readonly step: number
      /** Loss of each step of the block. */
      readonly losses: readonly number[]
      /** Epoch the block belongs to, counting from 0. */
      readonly epoch: number
      /** Of the last step of the block. */
      readonly learningRate: number
      /** Training samples per second over the block, validation aside. */
      readonly samplesPerSecond: number
    }
  | ({ readonly type: 'validation'; readonly epoch: number } & ValidationPoint)
  | {
      readonly type: 'epoch'
      /** The epoch that ended, counting from 0. */
      readonly epoch: number
      /** Its last step. */
      readonly step: number
      /** Mean of the losses of its steps. */
      readonly trainLoss: number
    }
  | ({ readonly type: 'stopped' } & Stopped)

/** Seconds spent, by the clock. */
export interface TrainingSeconds {
  readonly total: number
  readonly training: number
  readonly validation: number
}

export interface TrainingResult {
  readonly history: History
  readonly stopped: Stopped
  readonly seconds: TrainingSeconds
}

/**
 * A training run under way. It starts on its own; iterating shows it, and leaving the loop early does not stop it.
 * Iterate at once to see every event: an iterator sees what happens after it was made.
 */
export interface TrainingRun extends AsyncIterable<TrainingEvent> {
  /** Steps in one pass over the training data. */
  readonly stepsPerEpoch: number
  /** Most steps the run can take. */
  readonly maxSteps: number
  /** Resolves when the run has stopped for any {@link StopReason}; rejects with NonFiniteLossError when a loss is. */
  readonly result: Promise<TrainingResult>
}
