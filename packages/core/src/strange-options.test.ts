import { BlasnetError } from '@blasnet/check'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNetwork, InputDataError, NonFiniteLossError, OptionError, train } from './index.ts'
import { lehmer } from './testing/blobs.ts'
import { type Mutation, mutate, type Path, pathsOf, strangeValue } from './testing/mutations.ts'

/** Whatever is asked for, no run takes more steps. */
const MOST_STEPS = 40
/** A few seconds; more by hand: STRANGE_OPTIONS=20000. */
const CASES = Number(process.env.STRANGE_OPTIONS ?? 700)

const COUNT = 24
const FEATURES = 3

function numbers(length: number, seed: number): number[] {
  const random = lehmer(seed)
  return Array.from({ length }, () => 4 * random() - 2)
}

type Tree = { network: Record<string, unknown>; training: Record<string, unknown> }

const optimizers = [
  { kind: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.01 },
  { kind: 'sgd', learningRate: 0.1, decoupledWeightDecay: 0.1, schedule: { kind: 'cosine', minimum: 0.01 } },
  { kind: 'rmsprop', learningRate: 0.01, rho: 0.9, epsilon: 1e-6, momentum: 0.5, centered: true },
  { kind: 'adam', learningRate: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 1e-7, amsgrad: true, weightDecay: 0.1 },
  {
    ...{ kind: 'adamw', learningRate: 0.01, weightDecay: 0.1 },
    schedule: { kind: 'on-plateau', factor: 0.5, patience: 0, warmup: { steps: 2, from: 0.1 } },
  },
  {
    ...{ kind: 'adagrad', learningRate: 0.1, epsilon: 1e-9, initialAccumulator: 0.1 },
    schedule: { kind: 'step', factor: 0.5, every: { epochs: 0.5 } },
  },
]
const losses = [
  { kind: 'softmax-cross-entropy', labelSmoothing: 0.1, classWeights: [1, 2] },
  { kind: 'binary-cross-entropy', positiveWeights: [1, 2] },
  'mean-squared-error',
  { kind: 'huber', delta: 0.5 },
]
const activations = ['tanh', 'gelu', { kind: 'leaky-relu', slope: 0.1 }, { kind: 'elu', alpha: 2 }]
const initializers = [
  { bias: true, initializer: { kind: 'uniform', low: -1, high: 1 }, biasInitializer: { kind: 'constant', value: 0.1 } },
  {
    bias: true,
    initializer: { kind: 'orthogonal', gain: 2 },
    biasInitializer: { kind: 'normal', standardDeviation: 0.1 },
  },
  { initializer: { kind: 'normal', mean: 0.1, standardDeviation: 0.5 }, bias: false },
]
const at = <T>(list: readonly T[], index: number): T => structuredClone(list[index % list.length] as T)

/** Options that work, with about every option in them; another variant for every number. */
function validOptions(variant: number): Tree {
  const withTargets = variant % 2 === 1
  const data = (seed: number) => ({
    inputs: Float32Array.from(numbers(COUNT * FEATURES, seed)),
    ...(withTargets
      ? {
          targets: Float64Array.from(numbers(COUNT * 2, seed + 1), target => 0.1 + 2 * Math.abs(Math.sin(target))),
          targetNormalisation: { mean: 0.1, standardDeviation: 2 },
        }
      : { labels: Uint8Array.from({ length: COUNT }, (_, index) => index % 2) }),
    sampleWeights: seed === 1 ? numbers(COUNT, 3).map(Math.abs) : Float32Array.from(numbers(COUNT, 4), Math.abs),
  })
  return {
    network: {
      ...{ inputs: FEATURES, inputDropout: 0.1, seed: 5, dtype: variant % 3 === 0 ? 'float64' : 'float32' },
      normalisation: { mean: 0.1, standardDeviation: 1.5 },
      layers: [
        {
          ...{ units: 4, activation: at(activations, variant), ...at(initializers, variant) },
          ...{ batchNorm: { momentum: 0.2, epsilon: 1e-4 }, dropout: 0.2, l1: 1e-4, l2: 1e-3 },
        },
        { units: 2 },
      ],
    },
    training: {
      data: { train: data(1), validation: data(2) },
      ...{ loss: at(losses, Math.floor(variant / 2)), optimizer: at(optimizers, Math.floor(variant / 8)) },
      ...{ clipping: { value: 5, norm: 2 }, maxNorm: 3, averaging: { decay: 0.9 } },
      ...{ epochs: 2, batchSize: 6, shuffle: true, seed: 7, validationsPerEpoch: 2, maxSteps: 7, threads: 2 },
      earlyStopping: { patience: 5, metric: 'spread', goal: 'highest', restoreBest: true },
      metrics: { spread: ({ outputs }: { outputs: ArrayLike<number> }) => Math.abs((outputs[0] ?? 0) - 1) },
      ...{ diagnostics: { samples: 5 }, normalisation: 'standard-score' },
    },
  }
}
const VARIANTS = 48

test.each(Array.from({ length: VARIANTS }, (_, variant) => [variant]))('variant %i works unchanged', async variant => {
  expect(await outcome(validOptions(variant))).toBe('finished')
})

const mutation = (tree: Tree): fc.Arbitrary<Mutation> =>
  fc.record({
    path: fc.constantFrom(...pathsOf(tree).filter(path => path.length > 1)),
    kind: fc.constantFrom('replace', 'replace', 'replace', 'replace', 'remove', 'add', 'throw'),
    make: strangeValue,
  })

const cases = fc.integer({ min: 0, max: VARIANTS - 1 }).chain(variant =>
  fc.record({
    variant: fc.constant(variant),
    mutations: fc.array(mutation(validOptions(variant)), { minLength: 1, maxLength: 3, size: 'max' }),
  }),
)

test('whatever is changed in them: an error that names the option, or a run with finite figures', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ variant, mutations }) => {
      const options = validOptions(variant)
      for (const one of mutations) mutate(options, one)
      const named = await outcome(options)
      if (mutations.length === 1) expectToName(named, mutations[0] as Mutation)
    }),
    { numRuns: CASES, ...(process.env.STRANGE_SEED !== undefined && { seed: Number(process.env.STRANGE_SEED) }) },
  )
}, 3_600_000)

/** What no option takes, wherever it stands. */
const NEVER = new Set<unknown>(['symbol', 'bigint'])

/** What must be wrong is, and is said of the option it is in. */
function expectToName(named: string, { path, kind, make }: Mutation): void {
  if (kind === 'remove' || (kind === 'replace' && !NEVER.has(typeof make()))) return
  const changed = text(kind === 'add' ? [...path.slice(0, -1), `${String(path.at(-1))}X`] : path)
  // Data may hold more than training reads.
  if (kind === 'add' && /^data\.\w+\.\w+$/.test(changed)) return
  // An array with more properties is an array.
  if (kind === 'add' && typeof path.at(-1) === 'number') return
  // A getter beside an array's elements, and a metric that is none.
  if (kind === 'add' && /^metrics/.test(changed)) return
  expect(named.replace(/^(options|network)\./, '').split(/[.: [(]/)[0]).toBe(changed.split(/[.[]/)[0])
}

function text(path: Path): string {
  return path
    .slice(1)
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join('')
}

/**
 * Makes the network and trains it. `finished`, or what the error names; throws when it went wrong in any other way.
 */
async function outcome(options: Tree): Promise<string> {
  try {
    using network = createNetwork(options.network as never)
    // Nothing large gets here by a change: 2²⁴ is the widest layer.
    const run = train(network, options.training as never)
    run.result.catch(() => {})
    if (run.maxSteps > MOST_STEPS) {
      network.dispose()
      await run.result.catch(() => {})
      return 'finished'
    }
    const { history, stopped } = await run.result
    expect(history.trainLoss.every(Number.isFinite)).toBe(true)
    for (const point of history.validation) expect(Number.isFinite(point.loss)).toBe(true)
    expect(stopped.step).toBe(history.trainLoss.length - 1)
    for (const { name, values } of network.parameters())
      expect([name, values.findIndex(value => !Number.isFinite(value))]).toEqual([name, -1])
    return 'finished'
  } catch (error) {
    if (!(error instanceof BlasnetError)) throw error
    expect(error.message).toMatch(/: expected .+, received .+/s)
    expect(error.message.length).toBeLessThan(400)
    if (error instanceof NonFiniteLossError) {
      expect(error.step).toBeGreaterThanOrEqual(0)
      return 'diverged'
    }
    if (error instanceof OptionError) return error.option
    if (error instanceof InputDataError) return error.data
    throw error
  }
}
