/**
 * Everything the addon exports, typed: the one description of the border between TypeScript and C++.
 *
 * Every function checks every argument before it touches memory and throws a `TypeError` (wrong kind of value) or a
 * `RangeError` (wrong length, size or number) that names the argument, what was expected and what came.
 */

/** Element type of a network's parameters and activations. */
export type DType = 'float32' | 'float64'

/** What a kernel computes on; all arrays of one call share one type. */
export type FloatArray = Float32Array | Float64Array

/** Rows of input features: bytes as stored, or floating point. */
export type InputArray = Uint8Array | Float32Array | Float64Array

/** Class indices, one a sample. */
export type LabelArray = Uint8Array | Uint16Array | Uint32Array | Int32Array

/**
 * Element-wise activation functions f(z), by name or, where they have a parameter, with it:
 *
 * - `sigmoid`: 1/(1 + e^−z)
 * - `improved-sigmoid`: 1.7159·tanh(2z/3); LeCun et al., Efficient BackProp, 4.4
 * - `tanh`
 * - `relu`: max(0, z), with f′(0) = 0
 * - `leaky-relu`: z above 0, else slope·z; slope from 0 to 1, default 0.01. Maas et al. 2013
 * - `elu`: z above 0, else alpha·(e^z − 1); alpha above 0, default 1. Clevert et al. 2016
 * - `gelu`: z·Φ(z) with Φ the normal distribution, exactly, not its tanh approximation; Hendrycks and Gimpel 2016
 * - `silu`: z/(1 + e^−z), also called swish; Elfwing et al. 2018
 * - `softplus`: log(1 + e^z); Dugas et al. 2001
 * - `identity`
 */
export type Activation =
  | 'sigmoid'
  | 'improved-sigmoid'
  | 'tanh'
  | 'relu'
  | 'leaky-relu'
  | 'elu'
  | 'gelu'
  | 'silu'
  | 'softplus'
  | 'identity'
  | { readonly kind: 'leaky-relu'; readonly slope?: number }
  | { readonly kind: 'elu'; readonly alpha?: number }

/** An activation function that its name alone describes. */
export type ActivationName = Extract<Activation, string>

/** What the addon runs on, read at load. */
export interface BackendInfo {
  readonly openblas: {
    /** Name of the kernel set that OpenBLAS chose for this CPU, for example `Haswell` or `SkylakeX`. */
    readonly core: string
    readonly version: string
    /** How OpenBLAS was built to use threads. */
    readonly threading: 'sequential' | 'pthreads' | 'openmp'
    /** Threads OpenBLAS uses a call: 1, set once when the addon loads. */
    readonly threads: number
    /** OpenBLAS's own description of its build. */
    readonly config: string
  }
  /** The instruction set that the vector kernels run on, for example `AVX3` (AVX-512), `AVX2` or `NEON`. */
  readonly simd: string
  /** Compiler that built the addon. */
  readonly compiler: string
}

/** C ← α·op(A)·op(B) + β·C, row-major: op(A) is [m, k], op(B) [k, n], C [m, n]. C must not overlap A or B. */
export interface GemmOptions<A extends FloatArray = FloatArray> {
  readonly m: number
  readonly n: number
  readonly k: number
  /** [m, k], or [k, m] when `transposeA`. */
  readonly a: A
  /** [k, n], or [n, k] when `transposeB`. */
  readonly b: A
  /** [m, n], written. */
  readonly c: A
  /** Default false. */
  readonly transposeA?: boolean
  /** Default false. */
  readonly transposeB?: boolean
  /** Default 1. */
  readonly alpha?: number
  /** Default 0: C is only written, so NaN in it does not survive. */
  readonly beta?: number
  /** Elements from one row of A to the next. Default: its number of columns. */
  readonly lda?: number
  /** Elements from one row of B to the next. Default: its number of columns. */
  readonly ldb?: number
  /** Elements from one row of C to the next. Default: `n`. */
  readonly ldc?: number
}

export interface SoftmaxCrossEntropyOptions {
  /** [batch, classes] */
  readonly logits: FloatArray
  /** [batch], each below `classes`. */
  readonly labels: LabelArray
  readonly classes: number
  /** [batch, classes], written with ∂C/∂z = (softmax(z) − onehot)/batch. May be `logits` itself. */
  readonly gradient?: FloatArray
}

export interface SoftmaxCrossEntropyResult {
  /** Mean over the batch of −log softmax(z)[label], natural logarithm. */
  readonly loss: number
  /** Samples whose largest logit stands at the label; among equals the first counts. */
  readonly correct: number
}

/** v ← g + γ·v; w ← w − α·v (the convention of Sutskever et al. 2013 without its scaling, as PyTorch has it). */
export interface SgdOptions<A extends FloatArray = FloatArray> {
  readonly weights: A
  readonly gradient: A
  readonly velocity: A
  readonly learningRate: number
  readonly momentum: number
}

/** out[i, j] = (inputs[indices[i], j] − mean) / standardDeviation */
export interface GatherOptions {
  /** [count, features] */
  readonly inputs: InputArray
  readonly features: number
  /** [batch], each below count. */
  readonly indices: Uint32Array
  readonly mean: number
  readonly standardDeviation: number
  /** [batch, features], written. */
  readonly out: FloatArray
}

/**
 * Random distortions of grey images, drawn anew for every image, each uniformly between −bound and bound. They move
 * what is in the image about its centre, p ← R·K·S·p + t, from right to left:
 *
 * - S stretches both axes by factors of their own, 1 ± scale,
 * - K = [1, tan φ; 0, 1] leans columns by the angle φ of `shear`,
 * - R turns, clockwise where the angle is positive,
 * - t shifts,
 *
 * and an elastic field Δ is added to where each pixel of the result comes from. Values between pixels are interpolated
 * bilinearly and rounded to the nearest byte; outside of the image everything is 0.
 */
export interface AugmentationOptions {
  /** Bound of the shift along either axis, 0 … 1000 pixels. Default 0. */
  readonly shift?: number
  /** Bound of the angle, 0 … 180 degrees. Default 0. */
  readonly rotation?: number
  /** Bound of a factor's difference to 1, 0 … below 1. Default 0. */
  readonly scale?: number
  /** Bound of the angle, 0 … below 90 degrees. Default 0. */
  readonly shear?: number
  /**
   * Δ = strength·(G ∗ noise), Simard, Steinkraus and Platt 2003, Best practices for convolutional neural networks,
   * section 2: noise of U(−1, 1) for every pixel and either direction, 0 outside, smoothed with a Gaussian whose
   * weights add up to 1 and end at 3σ. Its standard deviation is about strength·0.163/smoothness. Default: none.
   */
  readonly elastic?: {
    /** α, 0 … 1000 pixels. */
    readonly strength: number
    /** σ, above 0 … 100 pixels. */
    readonly smoothness: number
  }
}

/** out[i] = inputs[indices[i]], distorted by what (seed, firstSample + i) draws. */
export interface AugmentOptions {
  /** [count, height · width] */
  readonly inputs: Uint8Array
  /** Pixels, 1 … 4096. */
  readonly width: number
  /** Pixels, 1 … 4096. */
  readonly height: number
  /** [batch], each below count. */
  readonly indices: Uint32Array
  readonly augmentation: AugmentationOptions
  /** 0 … 2⁵³ − 1 */
  readonly seed: number
  /** Number of the first row among all that are drawn from this seed, 0 … 2⁵³ − 1. Default 0. */
  readonly firstSample?: number
  /** [batch, height · width], written. Must not overlap the other arrays. */
  readonly out: Uint8Array
}

export interface NativeDatasetOptions {
  /**
   * [count, features], row-major. Memory in a SharedArrayBuffer is read in place; an ordinary ArrayBuffer could be
   * detached under the training thread, so it is copied once.
   */
  readonly inputs: InputArray
  readonly features: number
  /** [count]; copied and checked against `classes`. Without labels a data set serves predictions only. */
  readonly labels?: LabelArray
  /** Default 1 + the largest label. */
  readonly classes?: number
  /** Subtracted from every input. Default 0. */
  readonly mean?: number
  /** Divides every input after that. Default 1. */
  readonly standardDeviation?: number
  /**
   * [count, targetWidth], row-major: what the outputs are compared with, instead of labels. Held like `inputs`. Each is
   * normalised to (t − targetMean)/targetStandardDeviation.
   */
  readonly targets?: InputArray
  /** Targets a sample; needed with `targets`. */
  readonly targetWidth?: number
  /** Default 0. */
  readonly targetMean?: number
  /** Default 1. */
  readonly targetStandardDeviation?: number
  /** [count], each at least 0: how much each sample counts. Copied. Default: 1 each. */
  readonly sampleWeights?: Float64Array
  /**
   * Whether the first layer skips inputs that are zero; bytes only. Default: where so many are zero that it pays. The
   * result is the same but for rounding.
   */
  readonly sparse?: boolean
}

/** Samples the engine can read from its own thread. */
export interface NativeDataset {
  readonly count: number
  readonly features: number
  /** 0 without labels. */
  readonly classes: number
  /** Whether `inputs` is read in place rather than copied. */
  readonly borrowed: boolean
  /** Frees the memory once no work uses it. Calling it again does nothing. */
  dispose(): void
}

/**
 * Normalisation of a layer's x·W + b by mean and variance of the batch, then γ·x̂ + β (Ioffe and Szegedy 2015). Running
 * statistics take their place outside training.
 */
export interface NativeBatchNorm {
  /** Share of a batch's statistics in the running ones, 0 … 1. Default 0.1. */
  readonly momentum?: number
  /** Added to the variance, above 0. Default 1e-5. */
  readonly epsilon?: number
}

/** y = dropout(f(norm(x·W + b))) */
export interface NativeLayer {
  readonly units: number
  readonly activation: Activation
  readonly bias: boolean
  readonly batchNorm?: NativeBatchNorm
  /** Probability of dropping an output while training, 0 … below 1; rounded to 1/65,536. Default 0. */
  readonly dropout?: number
  /** The objective gets l1·Σ|w| + l2·Σw² over the weight. Default 0. */
  readonly l1?: number
  readonly l2?: number
}

export interface NativeNetworkOptions {
  readonly dtype: DType
  readonly inputs: number
  readonly layers: readonly NativeLayer[]
  /** Probability of dropping an input while training. Default 0. */
  readonly inputDropout?: number
}

/**
 * From logits z and targets t, or labels, which stand for rows with a 1 at the label. The loss of a batch is Σ s · row
 * loss / Σ s · w with s the weight of a row's sample and w that of its label's class, which the row losses of softmax
 * cross-entropy contain (1 with other losses and with rows of targets); 0 where all s are.
 */
export type NativeLoss =
  | {
      /** Row loss Σ_c w_c·((1 − ε)·t_c + ε/C)·(log Σⱼ e^zⱼ − z_c). */
      readonly kind: 'softmax-cross-entropy'
      /** ε, 0 … below 1. Default 0. */
      readonly labelSmoothing?: number
      /** w, [outputs], each at least 0. Default 1 each. */
      readonly classWeights?: Float64Array
    }
  | {
      /** Row loss: mean over the outputs of (1 − t)·z + (1 + (p − 1)·t)·log(1 + e^−z). One output takes labels 0 and 1. */
      readonly kind: 'binary-cross-entropy'
      /** p, [outputs], each at least 0. Default 1 each. */
      readonly positiveWeights?: Float64Array
    }
  /** Row loss: mean over the outputs of (z − t)². */
  | { readonly kind: 'mean-squared-error' }
  /** Row loss: mean over the outputs of (z − t)²/2 where |z − t| ≤ δ, else δ·(|z − t| − δ/2). */
  | { readonly kind: 'huber' /** δ, above 0. Default 1. */; readonly delta?: number }

interface NativeOptimizerCommon {
  /** λ in g ← g + λ·w, for weights, not for vectors. Default 0. */
  readonly l2Decay?: number
  /** λ in w ← w − α·λ·w, for weights, not for vectors. Default 0. */
  readonly decoupledDecay?: number
  /** Most that the magnitude of one component of the gradient may be. Default: no limit. */
  readonly clipValue?: number
  /** Most that the norm of the whole gradient may be, after `clipValue`. Default: no limit. */
  readonly clipNorm?: number
  /** Most that the norm of the weights into one unit may be after a step. Default: no limit. */
  readonly maxNorm?: number
  /**
   * d, 0 … below 1: keep an average of all parameters, a ← d'·a + (1 − d')·w with d' = min(d, (1 + t)/(10 + t)) at step t
   * = 1, 2 …; see {@link NativeNetwork.swapAverage}. Default: none.
   */
  readonly averageDecay?: number
}

/** How a step moves the parameters; the formulas stand in native/kernels/optimizers.h. */
export type NativeOptimizer = NativeOptimizerCommon &
  (
    | {
        readonly kind: 'sgd'
        /** γ, 0 … below 1. Default 0. */
        readonly momentum?: number
        /** Default false. */
        readonly nesterov?: boolean
      }
    | {
        readonly kind: 'rmsprop'
        /** ρ, 0 … below 1. Default 0.99. */
        readonly rho?: number
        /** Above 0, in float32 at least 1e-30. Default 1e-8. */
        readonly epsilon?: number
        /** Default 0. */
        readonly momentum?: number
        /** Default false. */
        readonly centered?: boolean
      }
    | {
        readonly kind: 'adam'
        /** Default 0.9. */
        readonly beta1?: number
        /** Default 0.999. */
        readonly beta2?: number
        /** Above 0, in float32 at least 1e-30. Default 1e-8. */
        readonly epsilon?: number
        /** Default false. */
        readonly amsgrad?: boolean
      }
    | {
        readonly kind: 'adagrad'
        /** Above 0, in float32 at least 1e-30. Default 1e-10. */
        readonly epsilon?: number
        /** What the sums of squares begin with, at least 0. Default 0. */
        readonly initialAccumulator?: number
      }
  )

export interface TrainStepsOptions {
  readonly dataset: NativeDataset
  /** [steps · batchSize] samples in the order they are seen; copied before the call returns. */
  readonly indices: Uint32Array
  readonly batchSize: number
  /** α: above 0 for all steps, or one for each step, 0 or above. */
  readonly learningRate: number | Float64Array
  /** Default `{ kind: 'sgd' }`. What it remembers stays from call to call while kind and options are the same. */
  readonly optimizer?: NativeOptimizer
  /** Default `{ kind: 'softmax-cross-entropy' }`. */
  readonly loss?: NativeLoss
  /**
   * Threads that share each step, 1 … 1024, default 1. Fewer are used where a step is too small for them; see
   * {@link NativeNetwork.trainingThreads}. The result is the same, bit for bit, for any number.
   */
  readonly threads?: number
  /** Of what dropout drops and of how images are distorted, 0 … 2⁵³ − 1. Default 0. */
  readonly seed?: number
  /**
   * Distorts every sample anew each time it is seen; the inputs are images in bytes, height · width features. Sample r of
   * step s is number s · batchSize + r of the seed; see {@link AugmentOptions}. Default: as they are.
   */
  readonly augmentation?: AugmentationOptions & { readonly width: number; readonly height: number }
  /** Threads beside `threads` that distort the images of the next batches meanwhile, 0 … 1024. Default 0. */
  readonly augmentationThreads?: number
  /** Number of the first step, from which others count on: what is dropped, and how images are distorted, depends on it. Default 0. */
  readonly firstStep?: number
}

export interface TrainStepsResult {
  /** Loss of every step taken, before its update and without penalties. Shorter than asked for when cancelled or not finite. */
  readonly losses: Float64Array
  /** Why it ended: all steps taken; `cancel()`; or the last loss is NaN or infinite (that step's update was not made). */
  readonly ended: 'completed' | 'cancelled' | 'non-finite'
  /** With `non-finite`: where the first such number turned up, a layer counted from 0, or past all layers the loss. */
  readonly nonFiniteIn?: 'inputs' | number | 'loss'
}

export interface EvaluateResult {
  /** Loss over the samples, as of one batch. */
  readonly loss: number
  /**
   * Samples whose largest output stands at the label, the first among equals; with one output, those on the label's side
   * of 0 (binary cross-entropy) or 1/2. Undefined without labels.
   */
  readonly correct?: number
  readonly count: number
  /** True when `cancel()` ended it early: the figures then cover `count` samples only. */
  readonly cancelled: boolean
}

/** One batch as training sees it. */
export interface NativeBatch {
  readonly dataset: NativeDataset
  readonly indices: Uint32Array
  /** Default `{ kind: 'softmax-cross-entropy' }`. */
  readonly loss?: NativeLoss
  /** Of what dropout drops. Default 0. */
  readonly seed?: number
}

export interface GradientResult {
  /** Penalties included. */
  readonly loss: number
  /** ∂C/∂parameters, 0 for running statistics, ordered as {@link NativeNetwork.getParameters}. */
  readonly gradient: FloatArray
}

/**
 * What every layer looks like on one batch, one value a layer from the first hidden layer to the output layer. Norms
 * are Frobenius norms over the parameters of a layer together.
 */
export interface LayerStatistics {
  /** Of ∂C/∂(W, b). */
  readonly gradientNorm: Float64Array
  /** Of (W, b). */
  readonly weightNorm: Float64Array
  /** Of SGD's velocity v: the last step moved the parameters by learning rate · v. NaN with other optimizers. */
  readonly velocityNorm: Float64Array
  /** Of ∂C/∂z over the batch. */
  readonly deltaNorm: Float64Array
  /** Mean over batch and units of f′, as outside training. */
  readonly meanDerivative: Float64Array
}

/**
 * A network, its parameters and its optimizer state, with a thread of its own.
 *
 * Promise-returning methods run on that thread one after the other in the order called. While any is pending the
 * synchronous methods that touch parameters throw, except `cancel`.
 */
export interface NativeNetwork {
  /** Numbers that {@link getParameters} gives. */
  readonly parameterCount: number
  /**
   * A copy, layer by layer: weight [units, inputs] row-major; bias [units] where the layer has one; with batch
   * normalisation γ, β, running mean and running variance, [units] each.
   */
  getParameters(): FloatArray
  /** Overwrites all parameters; same order as {@link getParameters}, same dtype as the network. */
  setParameters(values: FloatArray): void
  /** Forgets all that the optimizer remembers, the average of the parameters included. */
  resetOptimizer(): void
  /** Exchanges the parameters and their average; see {@link NativeOptimizer}. */
  swapAverage(): void
  trainSteps(options: TrainStepsOptions): Promise<TrainStepsResult>
  /** How many of `threads` threads a step on batches of this size would use. */
  trainingThreads(options: { readonly batchSize: number; readonly threads: number }): number
  /**
   * Loss and accuracy over a data set from one forward pass, on up to `threads` threads (1 … 1024, default 1).
   * The result is the same for any number of them.
   */
  evaluate(options: {
    readonly dataset: NativeDataset
    /** Default `{ kind: 'softmax-cross-entropy' }`. */
    readonly loss?: NativeLoss
    readonly threads?: number
  }): Promise<EvaluateResult>
  /** Logits [count, units of the last layer] of samples first … first + count − 1. Default: all of them. */
  logits(options: {
    readonly dataset: NativeDataset
    readonly first?: number
    readonly count?: number
  }): Promise<FloatArray>
  /** Loss and gradient of one batch; changes nothing. */
  gradient(batch: NativeBatch): Promise<GradientResult>
  /** Sizes of gradients, weights and updates in every layer, on one batch; changes nothing. */
  layerStatistics(batch: NativeBatch): Promise<LayerStatistics>
  /**
   * (C(w + ε) − C(w − ε)) / 2ε for each listed parameter (index into {@link getParameters}); restores the parameters
   * exactly. NaN where `cancel()` ended it early.
   */
  numericalGradient(
    batch: NativeBatch & { readonly epsilon: number; readonly parameters: Uint32Array },
  ): Promise<Float64Array>
  /**
   * Ends what is running on the thread, and what waits for it, within a step. Pending promises resolve; logits,
   * gradients and statistics that were not reached are NaN.
   */
  cancel(): void
  /** Cancels, and frees the memory when the thread has stopped. Every later call but this one throws. */
  dispose(): void
}

export interface NativeTrainingLoopOptions {
  readonly network: NativeNetwork
  readonly dataset: NativeDataset
  /** Most samples of a batch. */
  readonly batchSize: number
  /** Default `{ kind: 'sgd' }`. */
  readonly optimizer?: NativeOptimizer
  /**
   * Default `{ kind: 'softmax-cross-entropy' }`. With `own`, {@link NativeTrainingLoop.setOutputGradient} takes the place
   * of the loss, and the data set needs neither labels nor targets.
   */
  readonly loss?: NativeLoss | 'own'
  /** Most threads that share a piece, 1 … 1024, default 1; see {@link NativeNetwork.trainingThreads}. */
  readonly threads?: number
  /** Of what dropout drops. Default 0. */
  readonly seed?: number
}

/**
 * The step of {@link NativeNetwork.trainSteps} in pieces, on the calling thread: forward, loss, backward, step, in this
 * order, with the same bits. Any of them throws while a promise of the network is pending. A step under way is forgotten
 * when the network is used otherwise; the next one goes on from what it has become.
 */
export interface NativeTrainingLoop {
  /** Threads that share each piece. */
  readonly threads: number
  /**
   * Takes 1 … batchSize samples through the network, as while training. What dropout drops depends on `step`, 0 … 2⁵³ −
   * 1, the number of the step.
   */
  forward(indices: Uint32Array, step: number): void
  /** A copy of what forward() has made of the samples, [batch, units of the last layer]. */
  outputs(): FloatArray
  /** Loss of the batch, without penalties. NaN or infinite: the step cannot go on. */
  loss(): number
  /** Where the first number that is not finite turned up in the forward pass. */
  nonFiniteIn(): 'inputs' | number | 'loss'
  /** ∂C/∂outputs [batch, units of the last layer], instead of that of the loss; copied. Of the network's dtype. */
  setOutputGradient(gradient: FloatArray): void
  backward(): void
  /** A copy of ∂C/∂parameters, penalties included, before clipping; ordered as {@link NativeNetwork.getParameters}. */
  gradient(): FloatArray
  /** Moves the parameters; `learningRate` is 0 or above. */
  step(learningRate: number): void
  /** Frees memory and threads. Every later call but this one throws. */
  dispose(): void
}

export interface NativeAddon {
  backendInfo(): BackendInfo
  gemm(options: GemmOptions): void
  /** y = f(z), element-wise. `y` may be `z` itself, but must not overlap it otherwise. */
  activate(activation: Activation, z: FloatArray, y: FloatArray): void
  /**
   * dz = dy ⊙ f′(z). `saved` is what f′ is had from: z for `gelu` and `silu`, y = f(z) for all others. `dz` may be `dy`
   * or `saved` itself, but must not overlap them otherwise.
   */
  activateBackward(activation: Activation, saved: FloatArray, dy: FloatArray, dz: FloatArray): void
  softmaxCrossEntropy(options: SoftmaxCrossEntropyOptions): SoftmaxCrossEntropyResult
  sgd(options: SgdOptions): void
  gather(options: GatherOptions): void
  /** The bytes depend on the arguments alone: they are the same on every machine. */
  augment(options: AugmentOptions): void
  /**
   * Fills `out` with U[low, high). The same seed and stream give the same numbers on every machine; streams of one
   * seed are independent. Seed and stream: integers 0 … 2⁵³ − 1.
   */
  fillUniform(options: { readonly out: FloatArray; low: number; high: number; seed: number; stream: number }): void
  /** Fills `out` with N(mean, standardDeviation²). */
  fillNormal(options: {
    readonly out: FloatArray
    mean: number
    standardDeviation: number
    seed: number
    stream: number
  }): void
  /** A uniformly random permutation of 0 … count − 1 (Fisher and Yates). */
  permutation(options: { readonly count: number; seed: number; stream: number }): Uint32Array
  readonly Dataset: new (options: NativeDatasetOptions) => NativeDataset
  readonly Network: new (options: NativeNetworkOptions) => NativeNetwork
  readonly TrainingLoop: new (options: NativeTrainingLoopOptions) => NativeTrainingLoop
}
