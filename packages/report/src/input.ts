import type { Catalogue } from './catalogue/catalogue.ts'

/** One evaluation during a run. Shares are 0 … 1. */
export interface HistoryPoint {
  /** The step after whose update this was measured, counting from 0: an index into `trainLoss`. */
  readonly step: number
  readonly loss: number
  readonly accuracy: number
  readonly trainAccuracy: number
  /** Of the step, where it changes from step to step. */
  readonly learningRate?: number
}

/** What `history.json` in the folder of a run holds. */
export interface RunHistory {
  readonly parameters: number
  /** Loss of every step's batch. */
  readonly trainLoss: readonly number[]
  readonly validation: readonly HistoryPoint[]
  readonly stopped: {
    readonly reason: 'early-stopping' | 'completed' | 'aborted' | 'max-steps'
    readonly step: number
    /** (step + 1) / steps per epoch. */
    readonly epoch: number
    /** The step whose weights were kept, when that is not the last one. */
    readonly restoredStep?: number
  }
  /** The network that was kept, measured once on images that decided nothing. */
  readonly test?: {
    readonly samples: number
    readonly loss: number
    readonly accuracy: number
    readonly correct: number
  }
  readonly normalisation?: { readonly mean: number; readonly std: number }
  readonly machine?: MachineDescription
  readonly seconds: { readonly total: number; readonly training: number; readonly validation: number }
}

/** What the runs were made on. Whatever else a history names is shown in `report.json` as it came. */
export interface MachineDescription {
  readonly cpu: { readonly model: string; readonly cores: number }
  /** Bytes. */
  readonly memory?: number
  readonly os?: { readonly platform: string; readonly release: string; readonly arch: string }
  readonly node?: string
  readonly blasnet?: string
  readonly openblas?: {
    readonly core: string
    readonly version: string
    readonly threading?: string
    readonly threads?: number
  }
  readonly simd?: string
  readonly compiler?: string
}

/** A fully connected layer of a trained network. */
export interface LayerShape {
  readonly inputs: number
  readonly units: number
  readonly bias: boolean
  readonly activation: string
  /** Whether it has a scale and a shift for each unit besides. */
  readonly batchNorm?: boolean
}

/** What happens in every layer at some moments of training: arrays have one number for each layer, input side first. */
export interface DiagnosticsPoint {
  /** Measured after the update of this step, with the weights as they are then. */
  readonly step: number
  /** ‖∂C/∂W‖, Frobenius, bias included, of the mean loss over `samples` training samples. */
  readonly gradientNorm: readonly number[]
  /** ‖W‖ */
  readonly weightNorm: readonly number[]
  /** ‖ΔW‖ of the step, so with learning rate and momentum; NaN for other optimizers than SGD. */
  readonly updateNorm: readonly number[]
  /** Mean of f′(z) over samples and units; 1 for a layer without activation. */
  readonly meanDerivative: readonly number[]
}

export interface LayerDiagnostics {
  /** How many training samples the gradients are taken over. */
  readonly samples: number
  readonly points: readonly DiagnosticsPoint[]
}

export type RunStatus = 'finished' | 'interrupted' | 'failed' | 'missing'

/** One network trained with one seed, or not. */
export interface RunRecord {
  /** Id of the network in the catalogue. */
  readonly network: string
  readonly seed: number
  /** `interrupted`: stopped half-way, with the history so far. `missing`: never started. */
  readonly status: RunStatus
  /** Why it failed. */
  readonly message?: string
  /** Of its files, relative to the report's folder: `runs/baseline-1`. */
  readonly folder?: string
  /** Present when finished, and for an interrupted run that got anywhere. */
  readonly history?: RunHistory
  /** From the input to the output layer. */
  readonly layers?: readonly LayerShape[]
  readonly diagnostics?: LayerDiagnostics
  /** Taken over from an earlier report instead of trained. */
  readonly resumed?: boolean
}

export interface GradientCheckTensor {
  /** `layers.0.weight` */
  readonly name: string
  readonly shape: readonly number[]
  readonly checked: number
  readonly largestDifference: number
  /** `index` counts row-major within the tensor. */
  readonly worst: { readonly index: number; readonly analytic: number; readonly numeric: number }
}

/** The gradient check of one task, run or not. */
export type GradientCheckRecord =
  | {
      /** Id of the task. */
      readonly task: string
      readonly status: 'finished'
      /** `784-64-10` */
      readonly network: string
      readonly parameters: number
      readonly loss: number
      readonly epsilon: number
      readonly samples: number
      readonly checked: number
      readonly largestDifference: number
      readonly tensors: readonly GradientCheckTensor[]
      readonly seconds: number
    }
  | { readonly task: string; readonly status: 'interrupted' | 'failed' | 'missing'; readonly message?: string }

/** Figures of the data, for the task on normalisation. Pixels as they are in the files, 0 … 255. */
export interface DataDescription {
  /** `MNIST` */
  readonly name: string
  readonly classes: number
  readonly features: number
  readonly train: DataPart
  /** Not there where nothing is validated. */
  readonly validation?: DataPart
  /** Some training images, to look at. */
  readonly images?: readonly {
    readonly label: number
    readonly width: number
    readonly height: number
    /** Row-major, 0 … 255. */
    readonly pixels: readonly number[]
  }[]
}

export interface DataPart {
  readonly count: number
  readonly mean: number
  readonly std: number
  /** Share of pixels that are 0. */
  readonly zeroShare?: number
}

/** Everything that a report says, and nothing that it works out. */
export interface ReportInput {
  readonly catalogue: Catalogue
  /** Tasks asked for, as `--only` takes them; all when absent. */
  readonly only?: readonly string[]
  /** In the order of training. */
  readonly seeds: readonly number[]
  /** One for every network and seed asked for, in any order; those absent count as missing. */
  readonly runs: readonly RunRecord[]
  readonly gradientChecks?: readonly GradientCheckRecord[]
  readonly data?: DataDescription
  readonly machine?: MachineDescription
  /** True when the work was stopped before its end. */
  readonly interrupted?: boolean
  /** By the clock. */
  readonly seconds?: {
    /** All of it, set-up not counted. */
    readonly total: number
  }
  /** Networks trained at a time. */
  readonly jobs?: number
  /** ISO 8601, when the work began. */
  readonly startedAt?: string
  /** Command that finishes a partial report, to be shown: `blasnet report --resume --out …`. */
  readonly resumeCommand?: string
}
