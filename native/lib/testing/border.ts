import { addon } from '../addon.ts'
import type { NativeDataset, NativeNetwork, NativeTrainingLoop } from '../addon-types.ts'
import { augment } from '../augment.ts'
import { activate, activateBackward, gather, gemm, sgd, softmaxCrossEntropy } from '../kernels.ts'
import { fillNormal, fillUniform, permutation } from '../random.ts'

/** What a number among the arguments must be. */
export type NumberRule = IntegerRule | { readonly kind: 'finite' | 'positive'; readonly optional?: true }

interface IntegerRule {
  readonly kind: 'integer'
  readonly min: number
  readonly max: number
  readonly optional?: true
}

export interface ArrayRule {
  readonly types: readonly string[]
  readonly optional?: true
  /** Whether an array of any length is accepted. */
  readonly anyLength?: true
}

export type Arguments = Record<string, unknown>

/** One function of the addon: valid arguments for it, and what each of them may be. */
export interface BorderFunction {
  /** As messages begin. */
  readonly name: string
  /** Fresh arguments that are accepted. */
  readonly valid: () => Arguments
  readonly call: (args: Arguments) => unknown
  readonly arrays: Readonly<Record<string, ArrayRule>>
  readonly numbers?: Readonly<Record<string, NumberRule>>
  readonly booleans?: readonly string[]
  /** Words to choose from. */
  readonly words?: Readonly<Record<string, readonly string[]>>
  /** Arguments that are objects of the addon. */
  readonly objects?: readonly string[]
  /** Its arguments are not the properties of one object. */
  readonly positional?: true
  /** Its object may be left out. */
  readonly optional?: true
  /** All properties of its object may be left out. */
  readonly allOptional?: true
  /** What has no meaning without another argument, by that one. */
  readonly dependents?: Readonly<Record<string, readonly string[]>>
}

const floats: ArrayRule = { types: ['Float32Array', 'Float64Array'] }
const labels: ArrayRule = { types: ['Uint8Array', 'Uint16Array', 'Uint32Array', 'Int32Array'] }
const inputs: ArrayRule = { types: ['Uint8Array', 'Float32Array', 'Float64Array'] }
const indices: ArrayRule = { types: ['Uint32Array'] }
const weights: ArrayRule = { types: ['Float64Array'], optional: true }
const bytes: ArrayRule = { types: ['Uint8Array'] }
const largest = 2 ** 31 - 1
const seed: IntegerRule = { kind: 'integer', min: 0, max: 2 ** 53 - 1 }
const size: IntegerRule = { kind: 'integer', min: 0, max: largest }
const count: IntegerRule = { kind: 'integer', min: 1, max: largest }
const oneOrMore: IntegerRule = { kind: 'integer', min: 1, max: 1024 }
const side: IntegerRule = { kind: 'integer', min: 1, max: 4096 }
const threads: IntegerRule = { ...oneOrMore, optional: true }
const finite: NumberRule = { kind: 'finite' }
const positive: NumberRule = { kind: 'positive' }
const optionalFinite: NumberRule = { ...finite, optional: true }
const optionalPositive: NumberRule = { ...positive, optional: true }
const optionalSeed: NumberRule = { ...seed, optional: true }
const activation = [
  ...['sigmoid', 'improved-sigmoid', 'tanh', 'relu', 'leaky-relu'],
  ...['elu', 'gelu', 'silu', 'softplus', 'identity'],
]

/** Lets a checked function be called with anything at all. */
const unchecked = (callee: unknown) => callee as (...args: unknown[]) => unknown

const float = (...values: number[]) => Float32Array.from(values)

/** Augments one image of two pixels. */
const augmentOne = (change: Arguments) => {
  const image = { inputs: Uint8Array.of(1, 2), width: 2, height: 1, indices: Uint32Array.of(0) }
  return unchecked(augment)({ ...image, seed: 1, out: new Uint8Array(2), ...change })
}

/** A network of 3 inputs, 4 hidden units and 2 classes. */
export const smallNetwork = (): NativeNetwork =>
  new addon.Network({
    dtype: 'float32',
    inputs: 3,
    layers: [
      { units: 4, activation: 'sigmoid', bias: true },
      { units: 2, activation: 'identity', bias: false },
    ],
  })

/** Five samples of 3 features in 2 classes. */
export const smallDataset = (): NativeDataset =>
  new addon.Dataset({
    inputs: Uint8Array.from({ length: 15 }, (_, i) => 16 * i),
    features: 3,
    labels: Uint8Array.of(0, 1, 1, 0, 1),
  })

/** A loop over batches of up to 2 of these samples. */
export const smallLoop = (): NativeTrainingLoop =>
  new addon.TrainingLoop({ network: smallNetwork(), dataset: smallDataset(), batchSize: 2 })

const network = smallNetwork()
const dataset = smallDataset()
const loop = smallLoop()

/** A method of a network; its arguments are the properties of one object. */
function method(name: keyof NativeNetwork, rest: Omit<BorderFunction, 'name' | 'call' | 'objects'>): BorderFunction {
  const call = (args: Arguments) => unchecked(Reflect.get(network, name)).call(network, args)
  return { name, call, objects: ['dataset'], ...rest }
}

/** Options of some optimizer, by what each of them must be. */
const optimizerNumbers = {
  sgd: { momentum: optionalFinite },
  rmsprop: { rho: optionalFinite, epsilon: optionalPositive, momentum: optionalFinite },
  adam: { beta1: optionalFinite, beta2: optionalFinite, epsilon: optionalPositive },
  adagrad: { epsilon: optionalPositive, initialAccumulator: optionalFinite },
} as const satisfies Record<string, Record<string, NumberRule>>
const optimizerBooleans = { sgd: ['nesterov'], rmsprop: ['centered'], adam: ['amsgrad'], adagrad: [] } as const

export type OptimizerKind = keyof typeof optimizerNumbers
export const optimizerKinds = Object.keys(optimizerNumbers) as OptimizerKind[]
/** Options that one kind of optimizer has and others may not. */
export const optionsOf = (kind: OptimizerKind): readonly string[] => [
  ...Object.keys(optimizerNumbers[kind]),
  ...optimizerBooleans[kind],
]
const ownOptions = [...new Set(optimizerKinds.flatMap(optionsOf))]
const commonOptions = ['l2Decay', 'decoupledDecay', 'clipValue', 'clipNorm', 'maxNorm', 'averageDecay']

const trainOnce = (change: Arguments) => {
  const step = { dataset, indices: Uint32Array.of(0, 1), batchSize: 2, learningRate: 0.1 }
  return unchecked(network.trainSteps).call(network, { ...step, ...change })
}

/** Every option there is, undefined where it belongs to other kinds: all of them are read. */
const optimizerOf = (kind: OptimizerKind): BorderFunction => ({
  name: 'trainSteps: optimizer',
  valid: () => ({
    kind,
    ...Object.fromEntries(ownOptions.map(name => [name, undefined])),
    ...Object.fromEntries(Object.keys(optimizerNumbers[kind]).map(name => [name, 0.5])),
    ...Object.fromEntries(optimizerBooleans[kind].map(name => [name, true])),
    ...Object.fromEntries(commonOptions.map(name => [name, 0.5])),
  }),
  call: optimizer => trainOnce({ optimizer }),
  optional: true,
  arrays: {},
  numbers: {
    ...optimizerNumbers[kind],
    ...{ l2Decay: optionalFinite, decoupledDecay: optionalFinite, averageDecay: optionalFinite },
    ...{ clipValue: optionalPositive, clipNorm: optionalPositive, maxNorm: optionalPositive },
  },
})

/** The losses, with all their options, as `name` takes them. */
const lossesOf = (name: string, call: BorderFunction['call']): readonly BorderFunction[] => {
  const nothing = { labelSmoothing: undefined, classWeights: undefined, positiveWeights: undefined, delta: undefined }
  const common = {
    name: `${name}: loss`,
    call: (loss: Arguments) => call({ loss }),
    optional: true,
    arrays: {},
  } as const
  return [
    {
      ...common,
      valid: () => ({
        ...nothing,
        ...{ kind: 'softmax-cross-entropy', labelSmoothing: 0.1, classWeights: Float64Array.of(1, 2) },
      }),
      arrays: { classWeights: weights },
      numbers: { labelSmoothing: optionalFinite },
    },
    {
      ...common,
      valid: () => ({ ...nothing, kind: 'binary-cross-entropy', positiveWeights: Float64Array.of(1, 2) }),
      arrays: { positiveWeights: weights },
    },
    {
      ...common,
      valid: () => ({ ...nothing, kind: 'mean-squared-error' }),
      words: { kind: ['softmax-cross-entropy', 'binary-cross-entropy', 'mean-squared-error', 'huber'] },
    },
    { ...common, valid: () => ({ ...nothing, kind: 'huber', delta: 2 }), numbers: { delta: optionalPositive } },
  ]
}

export const functions: readonly BorderFunction[] = [
  {
    name: 'gemm',
    valid: () => ({
      ...{ m: 2, n: 2, k: 2, a: float(1, 2, 3, 4), b: float(5, 6, 7, 8), c: float(9, 9, 9, 9) },
      ...{ transposeA: false, transposeB: true, alpha: 1, beta: 0, lda: 2, ldb: 2, ldc: 2 },
    }),
    call: unchecked(gemm),
    arrays: { a: floats, b: floats, c: floats },
    numbers: {
      ...{ m: size, n: size, k: size, alpha: { ...finite, optional: true }, beta: { ...finite, optional: true } },
      lda: { ...count, min: 2, optional: true },
      ldb: { ...count, min: 2, optional: true },
      ldc: { ...count, min: 2, optional: true },
    },
    booleans: ['transposeA', 'transposeB'],
  },
  {
    name: 'activate',
    valid: () => ({ activation: 'tanh', z: float(1, 2, 3), y: float(9, 9, 9) }),
    call: args => unchecked(activate)(args.activation, args.z, args.y),
    arrays: { z: floats, y: { ...floats, optional: true } },
    words: { activation },
    positional: true,
  },
  {
    name: 'activateBackward',
    valid: () => ({ activation: 'tanh', saved: float(1, 2, 3), dy: float(1, 1, 1), dz: float(9, 9, 9) }),
    call: args => unchecked(activateBackward)(args.activation, args.saved, args.dy, args.dz),
    arrays: { saved: floats, dy: floats, dz: { ...floats, optional: true } },
    words: { activation },
    positional: true,
  },
  {
    name: 'softmaxCrossEntropy',
    valid: () => ({
      logits: float(1, 2, 3, 4, 5, 6),
      labels: Uint8Array.of(0, 2),
      classes: 3,
      gradient: float(9, 9, 9, 9, 9, 9),
    }),
    call: unchecked(softmaxCrossEntropy),
    arrays: { logits: floats, labels, gradient: { ...floats, optional: true } },
    numbers: { classes: count },
  },
  {
    name: 'sgd',
    valid: () => ({
      ...{ weights: float(1, 2, 3), gradient: float(1, 1, 1), velocity: float(9, 9, 9) },
      ...{ learningRate: 0.1, momentum: 0.9 },
    }),
    call: unchecked(sgd),
    arrays: { weights: floats, gradient: floats, velocity: floats },
    numbers: { learningRate: finite, momentum: finite },
  },
  {
    name: 'gather',
    valid: () => ({
      ...{ inputs: Uint8Array.of(1, 2, 3, 4, 5, 6), features: 2, indices: Uint32Array.of(2, 0) },
      ...{ mean: 1, standardDeviation: 2, out: float(9, 9, 9, 9) },
    }),
    call: unchecked(gather),
    arrays: { inputs, indices, out: floats },
    numbers: { features: count, mean: finite, standardDeviation: positive },
  },
  {
    name: 'augment',
    valid: () => ({
      ...{ inputs: Uint8Array.of(1, 2, 3, 4, 5, 6), width: 2, height: 1, indices: Uint32Array.of(2, 0) },
      ...{ augmentation: { shift: 1 }, seed: 1, firstSample: 3, out: Uint8Array.of(9, 9, 9, 9) },
    }),
    call: unchecked(augment),
    arrays: { inputs: bytes, indices, out: bytes },
    numbers: { width: side, height: side, seed, firstSample: { ...seed, optional: true } },
  },
  {
    name: 'augment: augmentation',
    valid: () => ({ shift: 1, rotation: 2, scale: 0.3, shear: 4, elastic: { strength: 5, smoothness: 6 } }),
    call: augmentation => augmentOne({ augmentation }),
    allOptional: true,
    arrays: {},
    numbers: {
      shift: { ...finite, optional: true },
      rotation: { ...finite, optional: true },
      scale: { ...finite, optional: true },
      shear: { ...finite, optional: true },
    },
  },
  {
    name: 'augment: augmentation.elastic',
    valid: () => ({ strength: 5, smoothness: 6 }),
    call: elastic => augmentOne({ augmentation: { elastic } }),
    optional: true,
    arrays: {},
    numbers: { strength: finite, smoothness: positive },
  },
  {
    name: 'fillUniform',
    valid: () => ({ out: float(9, 9), low: 0, high: 1, seed: 1, stream: 2 }),
    call: unchecked(fillUniform),
    arrays: { out: { ...floats, anyLength: true } },
    numbers: { low: finite, high: finite, seed, stream: seed },
  },
  {
    name: 'fillNormal',
    valid: () => ({ out: float(9, 9), mean: 0, standardDeviation: 1, seed: 1, stream: 2 }),
    call: unchecked(fillNormal),
    arrays: { out: { ...floats, anyLength: true } },
    numbers: { mean: finite, standardDeviation: positive, seed, stream: seed },
  },
  {
    name: 'permutation',
    valid: () => ({ count: 5, seed: 1, stream: 2 }),
    call: unchecked(permutation),
    arrays: {},
    numbers: { count: size, seed, stream: seed },
  },
  {
    name: 'NativeDataset',
    valid: () => ({
      ...{ inputs: Uint8Array.of(1, 2, 3, 4, 5, 6), features: 2, labels: Uint8Array.of(0, 1, 1), classes: 2 },
      ...{ mean: 1, standardDeviation: 2, sparse: false, sampleWeights: Float64Array.of(0, 0.5, 2) },
      ...{ targets: undefined, targetWidth: undefined, targetMean: undefined, targetStandardDeviation: undefined },
    }),
    call: args => new addon.Dataset(args as never),
    arrays: { inputs, labels: { ...labels, optional: true }, sampleWeights: weights },
    numbers: {
      features: count,
      classes: { ...count, optional: true },
      mean: optionalFinite,
      standardDeviation: optionalPositive,
    },
    booleans: ['sparse'],
    dependents: { labels: ['classes'] },
  },
  {
    name: 'NativeDataset',
    valid: () => ({
      ...{ inputs: Uint8Array.of(1, 2, 3, 4, 5, 6), features: 2, labels: undefined, classes: undefined },
      ...{ mean: 1, standardDeviation: 2, sparse: undefined, sampleWeights: Float64Array.of(0, 0.5, 2) },
      ...{ targets: Float32Array.of(1, 2, 3, 4, 5, 6), targetWidth: 2, targetMean: 1, targetStandardDeviation: 2 },
    }),
    call: args => new addon.Dataset(args as never),
    arrays: { inputs, targets: { ...inputs, optional: true }, sampleWeights: weights },
    numbers: { targetWidth: count, targetMean: optionalFinite, targetStandardDeviation: optionalPositive },
    dependents: { targets: ['targetWidth', 'targetMean', 'targetStandardDeviation'] },
  },
  {
    name: 'NativeNetwork',
    valid: () => ({
      ...{ dtype: 'float32', inputs: 3, layers: [{ units: 2, activation: 'identity', bias: false }] },
      inputDropout: 0.2,
    }),
    call: args => new addon.Network(args as never),
    arrays: {},
    numbers: { inputs: count, inputDropout: optionalFinite },
    words: { dtype: ['float32', 'float64'] },
  },
  {
    name: 'NativeNetwork: layers[0]',
    valid: () => ({
      ...{ units: 2, activation: 'identity', bias: false, batchNorm: { momentum: 0.2 } },
      ...{ dropout: 0.5, l1: 0.1, l2: 0.2 },
    }),
    call: layer => new addon.Network({ dtype: 'float32', inputs: 3, layers: [layer as never] }),
    arrays: {},
    numbers: { units: count, dropout: optionalFinite, l1: optionalFinite, l2: optionalFinite },
    words: { activation },
    booleans: ['bias'],
  },
  {
    name: 'NativeNetwork: layers[0].batchNorm',
    valid: () => ({ momentum: 0.2, epsilon: 1e-3 }),
    call: batchNorm => {
      const layer = { units: 2, activation: 'identity', bias: false, batchNorm }
      return new addon.Network({ dtype: 'float32', inputs: 3, layers: [layer as never] })
    },
    optional: true,
    allOptional: true,
    arrays: {},
    numbers: { momentum: optionalFinite, epsilon: optionalPositive },
  },
  {
    name: 'setParameters',
    valid: () => ({ values: new Float32Array(network.parameterCount) }),
    call: args => unchecked(network.setParameters).call(network, args.values),
    arrays: { values: { types: ['Float32Array'] } },
    positional: true,
  },
  method('trainSteps', {
    valid: () => ({
      ...{ dataset, indices: Uint32Array.of(0, 1, 2, 3), batchSize: 2, threads: 2 },
      ...{
        learningRate: 0.1,
        optimizer: { kind: 'sgd', momentum: 0.9 },
        loss: { kind: 'huber' },
        seed: 1,
        firstStep: 2,
        augmentation: undefined,
        augmentationThreads: undefined,
      },
    }),
    arrays: { indices },
    numbers: { batchSize: count, learningRate: positive, threads, seed: optionalSeed, firstStep: optionalSeed },
  }),
  {
    name: 'trainSteps: augmentation',
    valid: () => ({
      ...{ width: 3, height: 1, shift: 1, rotation: 2, scale: 0.3, shear: 4 },
      elastic: { strength: 5, smoothness: 6 },
    }),
    call: augmentation => trainOnce({ augmentation }),
    optional: true,
    arrays: {},
    numbers: {
      ...{ width: side, height: side },
      ...{ shift: optionalFinite, rotation: optionalFinite, scale: optionalFinite, shear: optionalFinite },
    },
  },
  ...optimizerKinds.map(optimizerOf),
  {
    name: 'trainSteps: optimizer',
    valid: () => ({
      kind: 'sgd',
      ...Object.fromEntries(ownOptions.map(name => [name, undefined])),
      ...Object.fromEntries(commonOptions.map(name => [name, 0.5])),
    }),
    call: optimizer => trainOnce({ optimizer }),
    optional: true,
    arrays: {},
    words: { kind: optimizerKinds },
  },
  ...lossesOf('trainSteps', trainOnce),
  {
    name: 'NativeTrainingLoop',
    valid: () => ({
      ...{ network, dataset, batchSize: 2, optimizer: { kind: 'sgd' }, loss: { kind: 'huber' }, threads: 2, seed: 1 },
    }),
    call: args => new addon.TrainingLoop(args as never),
    arrays: {},
    numbers: { batchSize: count, threads, seed: { ...seed, optional: true } },
  },
  {
    name: 'forward',
    valid: () => ({ indices: Uint32Array.of(0, 1), step: 3 }),
    call: args => unchecked(loop.forward).call(loop, args.indices, args.step),
    arrays: { indices: { ...indices, anyLength: true } },
    numbers: { step: seed },
    positional: true,
  },
  {
    name: 'trainingThreads',
    valid: () => ({ batchSize: 32, threads: 2 }),
    call: args => unchecked(network.trainingThreads).call(network, args),
    arrays: {},
    numbers: { batchSize: count, threads: oneOrMore },
  },
  method('evaluate', {
    valid: () => ({ dataset, loss: { kind: 'mean-squared-error' }, threads: 2 }),
    arrays: {},
    numbers: { threads },
  }),
  ...lossesOf('evaluate', change => unchecked(network.evaluate).call(network, { dataset, ...change })),
  method('logits', {
    valid: () => ({ dataset, first: 1, count: 2 }),
    arrays: {},
    numbers: {
      first: { kind: 'integer', min: 0, max: 4, optional: true },
      count: { kind: 'integer', min: 1, max: 4, optional: true },
    },
  }),
  ...(['gradient', 'layerStatistics', 'numericalGradient'] as const).flatMap(name => {
    const numeric = name === 'numericalGradient'
    const valid = () => ({
      ...{ dataset, indices: Uint32Array.of(0, 1), loss: { kind: 'huber', delta: 2 }, seed: 1 },
      ...(numeric ? { epsilon: 1e-3, parameters: Uint32Array.of(0) } : {}),
    })
    const anyIndices: ArrayRule = { ...indices, anyLength: true }
    return [
      method(name, {
        valid,
        arrays: { indices: anyIndices, ...(numeric ? { parameters: anyIndices } : {}) },
        numbers: { seed: optionalSeed, ...(numeric ? { epsilon: positive } : {}) },
      }),
      ...lossesOf(name, change => unchecked(network[name]).call(network, { ...valid(), ...change })),
    ]
  }),
]
