import { expect, expectTypeOf, test } from 'vitest'
import {
  BusyError,
  CallOrderError,
  createNetwork,
  createTrainingLoop,
  DisposedError,
  InputDataError,
  type LayerOptions,
  type Network,
  NonFiniteLossError,
  OptionError,
  type TrainingLoop,
  type TrainingLoopOptions,
  type TrainOptions,
  train,
} from '../index.ts'
import { blobs, lehmer } from '../testing/blobs.ts'

const COUNT = 96
const BATCH = 16
const STEPS = 24
const data = blobs({ count: COUNT })

const rich: readonly LayerOptions[] = [
  { units: 9, activation: 'gelu', batchNorm: true, dropout: 0.25 },
  { units: 7, activation: 'tanh', dropout: 0.5 },
  { units: 3 },
]
const plain: readonly LayerOptions[] = [{ units: 9, activation: 'tanh' }, { units: 3 }]
const make = (layers: readonly LayerOptions[] = rich, dtype: 'float32' | 'float64' = 'float32'): Network =>
  createNetwork({ inputs: 6, layers, seed: 1, dtype })
const values = (network: Network) => network.parameters().flatMap(tensor => [...tensor.values])

/** The batches of an unshuffled epoch. */
const batch = (step: number) => Uint32Array.from({ length: BATCH }, (_, i) => (step * BATCH + i) % COUNT)

/** As many steps as are asked for; their losses. */
function takeSteps(loop: TrainingLoop, steps = STEPS, rate?: number): number[] {
  return Array.from({ length: steps }, () => {
    loop.forward(batch(loop.steps))
    const loss = loop.loss()
    loop.backward()
    loop.step(rate)
    return loss
  })
}

const sgd = { kind: 'sgd', learningRate: 0.05, momentum: 0.9 } as const
const adam = { kind: 'adam', learningRate: 0.01 } as const
const targets = { inputs: data.inputs, targets: Float32Array.from({ length: COUNT * 3 }, (_, i) => Math.sin(i)) }
const weighted = { ...data, sampleWeights: Array.from({ length: COUNT }, (_, i) => i % 4) }

type Same = Pick<TrainOptions, 'optimizer' | 'loss' | 'clipping' | 'maxNorm' | 'averaging'> & {
  readonly data?: TrainOptions['data']['train']
  readonly layers?: readonly LayerOptions[]
}
const same: Readonly<Record<string, Same>> = {
  'plain SGD': { optimizer: sgd },
  'plain SGD on a plain network': { optimizer: sgd, layers: plain },
  'Nesterov and weight decay': { optimizer: { ...sgd, nesterov: true, weightDecay: 0.01 } },
  'RMSprop, clipped by value': { optimizer: { kind: 'rmsprop', learningRate: 0.01 }, clipping: { value: 0.01 } },
  'Adam, clipped by norm': { optimizer: adam, clipping: { norm: 0.1 } },
  'AdamW, averaged': { optimizer: { kind: 'adamw', learningRate: 0.01 }, averaging: { decay: 0.9 } },
  'AdaGrad, limited norms': { optimizer: { kind: 'adagrad', learningRate: 0.1 }, maxNorm: 0.8 },
  'label smoothing and class weights': {
    optimizer: adam,
    loss: { kind: 'softmax-cross-entropy', labelSmoothing: 0.1, classWeights: [1, 2, 3] },
  },
  'binary cross-entropy': { optimizer: adam, loss: 'binary-cross-entropy' },
  'mean squared error on targets': { optimizer: adam, loss: 'mean-squared-error', data: targets },
  'Huber on weighted samples': { optimizer: adam, loss: 'huber', data: weighted },
  penalties: { optimizer: sgd, layers: [{ units: 9, activation: 'relu', l1: 0.01, l2: 0.02 }, { units: 3 }] },
}

test.each(Object.entries(same))('%s: the steps of train, bit for bit', async (_, { layers, data: own, ...options }) => {
  for (const dtype of ['float32', 'float64'] as const) {
    const [built, hand] = [make(layers, dtype), make(layers, dtype)]
    const before = values(hand)
    const run = train(built, {
      ...options,
      data: { train: own ?? data },
      ...{ epochs: 4, batchSize: BATCH, shuffle: false, seed: 5 },
    })
    const { history } = await run.result
    const loop = createTrainingLoop(hand, { ...options, data: own ?? data, batchSize: BATCH, seed: 5 })
    expect(takeSteps(loop)).toEqual(history.trainLoss)
    expect(loop.steps).toBe(STEPS)
    loop.dispose()
    expect(values(hand)).not.toEqual(before)
    expect(values(hand)).toEqual(values(built))
    expect(hand.normalisation).toEqual(built.normalisation)
  }
})

test('threads do not change a bit', () => {
  const wide = blobs({ count: 64, features: 200, classes: 10 })
  const trained = (threads: number) => {
    const layers = [{ units: 300, activation: 'tanh', batchNorm: true }, { units: 10 }] as const
    const network = createNetwork({ inputs: 200, layers, seed: 1 })
    using loop = createTrainingLoop(network, { data: wide, optimizer: adam, batchSize: 64, threads })
    expect(loop.threads).toBe(threads)
    for (let step = 0; step < 5; step++) {
      loop.forward(Uint32Array.from({ length: 64 }, (_, i) => i))
      loop.loss()
      loop.backward()
      loop.step()
    }
    return loop.parameters().flatMap(tensor => [...tensor.values])
  }
  expect(trained(3)).toEqual(trained(1))
})

test('gradients have names and shapes, and are what a plain step of rate 1 moves by', () => {
  const network = make(
    [{ units: 5, activation: 'silu', l2: 0.1, batchNorm: true, bias: true }, { units: 3 }],
    'float64',
  )
  const loop = createTrainingLoop(network, { data, optimizer: { kind: 'sgd', learningRate: 1 }, batchSize: BATCH })
  loop.forward(batch(0))
  loop.loss()
  loop.backward()
  const gradients = loop.gradients()
  expect(gradients.map(({ name, shape }) => [name, shape])).toEqual([
    ['layers.0.weight', [5, 6]],
    ['layers.0.bias', [5]],
    ['layers.0.norm.scale', [5]],
    ['layers.0.norm.shift', [5]],
    ['layers.1.weight', [3, 5]],
    ['layers.1.bias', [3]],
  ])
  // One step of rate 1 without momentum moves every weight by its gradient.
  const before = loop.parameters()
  loop.step(1)
  const after = loop.parameters()
  for (const { name, values: gradient } of gradients) {
    const [old, moved] = [before, after].map(all => all.find(tensor => tensor.name === name)!.values)
    expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(name === 'layers.0.bias' ? 0 : 1e-3)
    for (const [i, one] of gradient.entries()) expect(old![i]! - moved![i]!).toBeCloseTo(one, 12)
  }
})

/** Loss of a batch of two outputs, as squares, by a loss of one's own; and its gradient. */
function squares(outputs: ArrayLike<number>, of: (i: number) => number) {
  const n = outputs.length
  const difference = Array.from({ length: n }, (_, i) => outputs[i]! - of(i))
  return { loss: difference.reduce((sum, d) => sum + d * d, 0) / n, gradient: difference.map(d => (2 * d) / n) }
}

test('a loss of one’s own: the squared error by hand trains like the built-in one', () => {
  const options = { optimizer: adam, batchSize: BATCH } as const
  const [built, hand] = [make(plain, 'float64'), make(plain, 'float64')]
  const builtIn = createTrainingLoop(built, { ...options, data: targets, loss: 'mean-squared-error' })
  const expected = takeSteps(builtIn)
  const loop = createTrainingLoop(hand, { ...options, data: { inputs: data.inputs }, loss: 'own' })
  const losses = Array.from({ length: STEPS }, (_, step) => {
    loop.forward(batch(step))
    const { loss, gradient } = squares(loop.outputs(), i => targets.targets[(step * BATCH * 3 + i) % (COUNT * 3)]!)
    loop.setOutputGradient(gradient)
    loop.backward()
    loop.step()
    return loss
  })
  for (const [step, loss] of losses.entries()) expect(loss).toBeCloseTo(expected[step]!, 9)
  expect(() => loop.forward(batch(0))).not.toThrow()
  expect(() => loop.loss()).toThrow("loop.loss: expected setOutputGradient(), as loss is 'own'")
  builtIn.dispose()
  loop.dispose()
})

test('a gradient of one’s own beside a loss that is only looked at', () => {
  const [one, other] = [make(plain), make(plain)]
  const options = { data, optimizer: sgd, batchSize: BATCH } as const
  const taken = [one, other].map((network, index) => {
    const loop = createTrainingLoop(network, options)
    loop.forward(batch(0))
    const zero = new Float32Array(BATCH * 3)
    const loss = index === 0 ? loop.loss() : Number.NaN
    loop.setOutputGradient(zero)
    const later = loop.loss()
    loop.backward()
    loop.step()
    const unchanged = values(make(plain))
    expect(loop.parameters().flatMap(tensor => [...tensor.values])).toEqual(unchanged)
    return [loss, later] as const
  })
  expect(taken[0]![0]).toBe(taken[0]![1])
  expect(taken[1]![1]).toBe(taken[0]![0])
})

test('pieces out of turn say what is missing, and change nothing', () => {
  const network = make()
  const before = values(network)
  const loop = createTrainingLoop(network, { data, optimizer: sgd, batchSize: BATCH })
  const refused = (call: () => unknown, message: string) => {
    expect(call).toThrow(message)
    expect(call).toThrow(CallOrderError)
  }
  const none = 'expected forward() first'
  refused(() => loop.outputs(), `loop.outputs: ${none}`)
  refused(() => loop.loss(), `loop.loss: ${none}`)
  refused(() => loop.setOutputGradient([]), `loop.setOutputGradient: ${none}`)
  refused(() => loop.backward(), `loop.backward: ${none}`)
  refused(() => loop.gradients(), `loop.gradients: ${none}`)
  refused(() => loop.step(), `loop.step: ${none}`)
  loop.forward(batch(0))
  refused(() => loop.backward(), 'loop.backward: expected loss() or setOutputGradient() first')
  refused(() => loop.step(), 'loop.step: expected backward() first')
  loop.loss()
  refused(() => loop.gradients(), 'loop.gradients: expected backward() first')
  loop.backward()
  refused(() => loop.backward(), 'loop.backward: expected one call a step')
  refused(() => loop.setOutputGradient([]), 'loop.setOutputGradient: expected to come before backward()')
  expect(loop.parameters().flatMap(tensor => [...tensor.values])).toEqual(before)
  loop.step()
  refused(() => loop.step(), `loop.step: ${none}`)
  expect(loop.steps).toBe(1)
})

test('a step can be given up, and batches may have any size', () => {
  const [one, other] = [make(plain), make(plain)]
  const options = { data, optimizer: sgd, batchSize: BATCH } as const
  const [a, b] = [createTrainingLoop(one, options), createTrainingLoop(other, options)]
  for (const size of [BATCH, 1, 5]) {
    const indices = batch(size).subarray(0, size)
    b.forward(batch(3))
    b.loss()
    b.backward()
    for (const loop of [a, b]) {
      loop.forward(indices)
      expect(loop.outputs()).toHaveLength(size * 3)
      loop.loss()
      loop.backward()
      loop.step(0.1)
    }
    expect(b.parameters()).toEqual(a.parameters())
  }
})

test('a loss that is NaN names step and layer, and the loop goes on from the weights before', () => {
  const inputs = Float64Array.from({ length: 6 * 8 }, (_, i) => (i < 6 ? 1e300 : Math.sin(i)))
  const network = make(plain)
  const options = { data: { inputs, labels: new Uint8Array(8) }, optimizer: sgd, normalisation: 'none' } as const
  const loop = createTrainingLoop(network, options)
  loop.forward(Uint32Array.of(1, 2))
  loop.loss()
  loop.backward()
  loop.step()
  const before = loop.parameters()
  loop.forward(Uint32Array.of(0, 1))
  const error = (() => {
    try {
      return loop.loss()
    } catch (reason) {
      return reason
    }
  })()
  expect(error).toBeInstanceOf(NonFiniteLossError)
  expect(error).toMatchObject({ step: 1, firstIn: 'inputs', learningRate: 0.05, code: 'ERR_BLASNET_NON_FINITE' })
  expect((error as Error).message).toContain('loss of the training batch at step 1, first in the inputs')
  expect(() => loop.backward()).toThrow('expected loss() or setOutputGradient() first')
  expect(() => loop.setOutputGradient(Float32Array.from(loop.outputs()))).toThrow(NonFiniteLossError)
  expect(loop.parameters()).toEqual(before)
  loop.forward(Uint32Array.of(2, 3))
  expect(Number.isFinite(loop.loss())).toBe(true)
})

test('evaluates between steps: the averaged weights, as validation does', async () => {
  const network = make()
  const options = { data, optimizer: adam, batchSize: BATCH, averaging: { decay: 0.9 } } as const
  const loop = createTrainingLoop(network, options)
  takeSteps(loop, 10)
  const current = loop.parameters()
  const evaluation = loop.evaluate(data)
  expect(() => loop.forward(batch(0))).toThrow(BusyError)
  const seen = await evaluation
  expect(loop.parameters()).toEqual(current)
  // Going on is as if nobody had looked.
  const other = make()
  const blind = createTrainingLoop(other, options)
  const losses = takeSteps(blind, 14).slice(10)
  expect(takeSteps(loop, 4)).toEqual(losses)
  blind.dispose()
  loop.dispose()
  expect(values(network)).toEqual(values(other))

  const averaged = make()
  const short = createTrainingLoop(averaged, options)
  takeSteps(short, 10)
  short.dispose()
  expect(await averaged.evaluate(data)).toEqual(seen)
})

test('occupies the network until it is disposed of', async () => {
  const network = make()
  const options = { data, optimizer: sgd } as const
  const loop = createTrainingLoop(network, options)
  expect(() => createTrainingLoop(network, options)).toThrow(BusyError)
  expect(() => train(network, { ...options, data: { train: data }, epochs: 1 })).toThrow('but it is training')
  await expect(network.predict(data.inputs)).rejects.toThrow(BusyError)
  expect(() => network.parameters()).toThrow(BusyError)
  loop.dispose()
  loop.dispose()
  for (const call of [() => loop.forward(batch(0)), () => loop.step(), () => loop.outputs(), () => loop.parameters()]) {
    expect(call).toThrow('training loop: cannot go on, it has been disposed of')
    expect(call).toThrow(DisposedError)
  }
  await expect(loop.evaluate(data)).rejects.toThrow(DisposedError)
  expect((await network.predict(data.inputs)).labels).toHaveLength(COUNT)
  const run = train(network, { ...options, data: { train: data }, epochs: 1 })
  expect(() => createTrainingLoop(network, options)).toThrow(BusyError)
  await run.result
  {
    using again = createTrainingLoop(network, options)
    again.forward(batch(0))
  }
  expect(network.parameters()).toHaveLength(9)
})

test('a network disposed of under a loop, and a loop under an evaluation', async () => {
  const network = make()
  const loop = createTrainingLoop(network, { data, optimizer: sgd, batchSize: BATCH })
  loop.forward(batch(0))
  network.dispose()
  expect(() => loop.loss()).toThrow('network: cannot train, it has been disposed of')
  loop.dispose()

  const large = blobs({ count: 200_000, features: 6 })
  const other = make()
  const busy = createTrainingLoop(other, { data, optimizer: adam, batchSize: BATCH, averaging: { decay: 0.9 } })
  takeSteps(busy, 2)
  const evaluation = busy.evaluate(large)
  busy.dispose()
  expect(() => other.parameters()).toThrow(BusyError)
  await expect(evaluation).rejects.toThrow('training loop: cannot evaluate, it has been disposed of')
  expect(other.parameters()).toHaveLength(9)

  const third = make()
  const gone = createTrainingLoop(third, { data, optimizer: adam, batchSize: BATCH })
  const pending = gone.evaluate(large)
  third.dispose()
  await expect(pending).rejects.toThrow(DisposedError)
})

test('an option that is refused leaves the network free', async () => {
  const network = make()
  const valid = { data, optimizer: sgd } as const
  const refused = (
    options: unknown,
    message: string,
    kind: typeof OptionError | typeof InputDataError = OptionError,
  ) => {
    const call = () => createTrainingLoop(network, options as TrainingLoopOptions)
    expect(call).toThrow(message)
    expect(call).toThrow(kind)
  }
  refused({ ...valid, batch: 3 }, 'options.batch: expected one of the options')
  refused({ ...valid, batchSize: 0 }, 'batchSize: expected an integer at least 1')
  refused({ ...valid, loss: 'mine' }, 'loss: expected one of')
  refused(
    { ...valid, optimizer: { ...sgd, schedule: { kind: 'cosine' } } },
    'optimizer.schedule: expected none, as step()',
  )
  refused({ ...valid, data: { inputs: data.inputs } }, 'data.labels: expected a Uint8Array')
  refused({ ...valid, loss: 'own', data: { inputs: new Uint8Array() } }, 'at least one sample', InputDataError)
  refused({ ...valid, data: { ...data, labels: data.labels.map(() => 3) } }, 'class indices 0 … 2', InputDataError)
  refused({ ...valid, threads: 0 }, 'threads: expected an integer at least 1')
  const loop = createTrainingLoop(network, { ...valid, batchSize: 4 })
  const forward = (indices: unknown) => () => loop.forward(indices as Uint32Array)
  expect(forward([1])).toThrow('indices: expected a Uint32Array, received an array of length 1')
  expect(forward(Uint32Array.of())).toThrow('indices: expected 1 to 4 samples, the batchSize')
  expect(forward(new Uint32Array(5))).toThrow('indices: expected 1 to 4 samples, the batchSize')
  expect(forward(Uint32Array.of(0, COUNT))).toThrow(`indices[1]: expected a sample from 0 to ${COUNT - 1}, received 96`)
  loop.forward(Uint32Array.of(0, 1))
  const gradient = (value: unknown) => () => loop.setOutputGradient(value as number[])
  expect(gradient('x')).toThrow('gradient: expected a Float32Array, a Float64Array or an array of numbers')
  expect(gradient([1])).toThrow('gradient: expected length 6 = 2 samples · 3 outputs, received length 1')
  expect(gradient([1, 2, Number.NaN, 4, 5, 6])).toThrow('gradient: expected finite numbers, received NaN at index 2')
  loop.loss()
  loop.backward()
  expect(() => loop.step(-1)).toThrow('learningRate: expected a finite number at least 0')
  expect(() => loop.step(1e39)).toThrow('learningRate: expected a finite number')
  loop.step(0)
  expect(() => createTrainingLoop({} as Network, valid)).toThrow('network: expected a network')
})

test('is quick: a step of a small network is some microseconds', () => {
  const random = lehmer(3)
  const loop = createTrainingLoop(make(plain), { data, optimizer: sgd, batchSize: 1 })
  const index = new Uint32Array(1)
  const start = performance.now()
  for (let step = 0; step < 20_000; step++) {
    index[0] = Math.floor(random() * COUNT)
    loop.forward(index)
    loop.loss()
    loop.backward()
    loop.step()
  }
  // A round trip through a promise alone would take 20 µs each.
  expect((performance.now() - start) / 20_000).toBeLessThan(0.1)
})

test('types: a loss of one’s own needs neither labels nor a loss that fits', () => {
  expectTypeOf<TrainingLoop>().toExtend<Disposable>()
  const wrong = [
    // @ts-expect-error without labels there is no loss but one's own
    () => createTrainingLoop(make(), { data: { inputs: data.inputs }, optimizer: sgd }),
    // @ts-expect-error one output cannot do with softmax
    (network: Network<1>) => createTrainingLoop(network, { data, optimizer: sgd }),
    (network: Network<1>) => createTrainingLoop(network, { data, optimizer: sgd, loss: 'own' }),
  ]
  expect(wrong).toHaveLength(3)
})
