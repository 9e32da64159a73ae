import { getEventListeners } from 'node:events'
import { expect, expectTypeOf, test } from 'vitest'
import {
  BusyError,
  createNetwork,
  DisposedError,
  InputDataError,
  type LayerOptions,
  type Network,
  NonFiniteLossError,
  OptionError,
  type StreamRun,
  type TrainingData,
  type TrainingEvent,
  type TrainOnStreamOptions,
  type TrainOptions,
  train,
  trainOnStream,
} from '../index.ts'
import { blobs, lehmer } from '../testing/blobs.ts'
import { collect } from '../testing/collect.ts'

const COUNT = 200
const data = blobs({ count: COUNT })
const validation = blobs({ count: 60, seed: 2 })
const layers: readonly LayerOptions[] = [{ units: 9, activation: 'tanh', batchNorm: true, dropout: 0.25 }, { units: 3 }]
const make = (): Network => createNetwork({ inputs: 6, layers, seed: 1 })
const values = (network: Network) => network.parameters().flatMap(tensor => [...tensor.values])
const normalisation = { mean: 110, standardDeviation: 50 }
const sgd = { kind: 'sgd', learningRate: 0.05, momentum: 0.9 } as const
const adam = { kind: 'adam', learningRate: 0.01 } as const
const stream = { batchSize: 16, normalisation, optimizer: adam } as const

/** Samples first … last − 1. */
function part({ inputs, labels }: typeof data, first: number, last: number): typeof data {
  return { inputs: inputs.slice(first * 6, last * 6), labels: labels.slice(first, last) }
}

/** Pieces of sizes from 1 to `most` in some order. */
function* pieces(of: typeof data = data, most = 50, seed = 1): Generator<typeof data> {
  const random = lehmer(seed)
  for (let first = 0; first < of.labels.length; ) {
    const last = Math.min(of.labels.length, first + 1 + Math.floor(random() * most))
    yield part(of, first, last)
    first = last
  }
}

async function* slowly<T>(items: Iterable<T>, milliseconds = 1): AsyncGenerator<T> {
  for (const item of items) {
    await new Promise(resolve => setTimeout(resolve, milliseconds))
    yield item
  }
}

const sgdDecay = { ...sgd, schedule: { kind: 'step', factor: 0.5, every: { epochs: 1 } } } as const
const cosine = { ...adam, schedule: { kind: 'cosine', warmup: { steps: 3 } } } as const
const equal: Readonly<Record<string, Pick<TrainOptions, 'optimizer' | 'clipping' | 'averaging' | 'loss'>>> = {
  'plain SGD': { optimizer: sgd },
  'Adam, clipped and averaged': { optimizer: adam, clipping: { norm: 0.5 }, averaging: { decay: 0.9 } },
  'a schedule of epochs': { optimizer: sgdDecay },
  'a schedule over the whole run': { optimizer: cosine },
  'another loss': { optimizer: adam, loss: { kind: 'binary-cross-entropy', positiveWeights: 2 } },
}

test.each(Object.entries(equal))('%s: the steps of train without shuffling, bit for bit', async (_, options) => {
  const expected = make()
  const common = { ...options, batchSize: 16, epochs: 3, normalisation, seed: 4 }
  const { history } = await train(expected, { ...common, data: { train: data }, shuffle: false }).result
  for (const [most, wait] of [
    [1, false],
    [7, true],
    [50, false],
    [500, false],
  ] as const) {
    const network = make()
    const batches = (epoch: number) => (wait ? slowly(pieces(data, most, epoch)) : pieces(data, most, epoch))
    const result = await trainOnStream(network, { ...common, batches, stepsPerEpoch: 12 }).result
    expect(result.history.trainLoss).toEqual(history.trainLoss)
    expect(result.stopped).toEqual({ reason: 'completed', step: 35, epoch: 3 })
    expect(values(network)).toEqual(values(expected))
    expect(network.normalisation).toEqual(normalisation)
  }
})

test('sparse bytes, targets and weights are cut like everything else', async () => {
  const random = lehmer(9)
  const inputs = Uint8Array.from({ length: 300 * 40 }, () => (random() < 0.8 ? 0 : 255 * random()))
  const targets = Float32Array.from({ length: 300 * 3 }, () => random())
  const sampleWeights = Float64Array.from({ length: 300 }, () => random())
  const wide = () => createNetwork({ inputs: 40, layers: [{ units: 20, activation: 'tanh' }, { units: 3 }], seed: 1 })
  const targetNormalisation = { mean: 0.5, standardDeviation: 0.3 }
  const whole = { inputs, targets, sampleWeights, targetNormalisation }
  const options = { optimizer: adam, loss: 'mean-squared-error', batchSize: 16, normalisation: 'none' } as const
  const [one, other] = [wide(), wide()]
  const expected = await train(one, { ...options, data: { train: whole }, epochs: 1, shuffle: false }).result
  const batches = [0, 100, 117, 120, 300].slice(0, -1).map((first, i, firsts) => {
    const last = firsts[i + 1] ?? 300
    return {
      inputs: inputs.subarray(first * 40, last * 40),
      targets: targets.subarray(first * 3, last * 3),
      sampleWeights: sampleWeights.subarray(first, last),
      targetNormalisation,
    }
  })
  const { history } = await trainOnStream(other, { ...options, batches }).result
  expect(history.trainLoss).toEqual(expected.history.trainLoss)
  expect(values(other)).toEqual(values(one))
})

test('events are those of train; validation follows every so many steps', async () => {
  const network = make()
  const metrics = { half: ({ count }: { count: number }) => count / 2 }
  const run = trainOnStream(network, {
    ...{ ...stream, batches: epoch => pieces(data, 30, epoch), epochs: 2, validation, validateEvery: 5, metrics },
  })
  const events = await collect(run)
  const { history, stopped } = await run.result
  expect(events.flatMap(event => (event.type === 'step-block' ? event.losses : []))).toEqual(history.trainLoss)
  expect(history.validation.map(({ step }) => step)).toEqual([4, 9, 14, 19])
  expect(history.validation.every(({ trainAccuracy }) => Number.isNaN(trainAccuracy))).toBe(true)
  expect(history.validation[0]!.metrics).toEqual({ half: 30 })
  const epochs = events.filter(event => event.type === 'epoch')
  const mean = (losses: readonly number[]) => losses.reduce((sum, one) => sum + one, 0) / losses.length
  expect(epochs).toEqual([
    { type: 'epoch', epoch: 0, step: 11, trainLoss: mean(history.trainLoss.slice(0, 12)) },
    { type: 'epoch', epoch: 1, step: 23, trainLoss: mean(history.trainLoss.slice(12)) },
  ])
  expect(events.at(-1)).toEqual({ type: 'stopped', ...stopped })
  expect(events.filter(({ type }) => type === 'validation').map(event => (event as { epoch: number }).epoch)).toEqual([
    0, 0, 1, 1,
  ])
  // The last validation is what the network gave then.
  const again = make()
  await trainOnStream(again, { ...stream, batches: pieces(data, 9), maxSteps: 5 }).result
  const { loss, accuracy } = await again.evaluate(validation)
  expect(history.validation[0]).toMatchObject({ loss, accuracy })
})

test('validation interrupts a piece of many batches where it is due', async () => {
  const run = trainOnStream(make(), { ...stream, batches: [data], validation, validateEvery: 5 })
  const { history } = await run.result
  expect(history.trainLoss).toHaveLength(12)
  expect(history.validation.map(({ step }) => step)).toEqual([4, 9])
})

test('ends at maxSteps, or when validation gets no better, with return() called', async () => {
  let returned = 0
  async function* endless(): AsyncGenerator<typeof data> {
    try {
      for (;;) yield* pieces()
    } finally {
      returned++
    }
  }
  const limited = await trainOnStream(make(), { ...stream, batches: endless(), maxSteps: 40 }).result
  expect(limited.stopped).toEqual({ reason: 'max-steps', step: 39, epoch: 0 })
  expect(limited.history.trainLoss).toHaveLength(40)
  expect(returned).toBe(1)
  const known = await trainOnStream(make(), { ...stream, batches: endless, maxSteps: 40, stepsPerEpoch: 80 }).result
  expect(known.stopped).toEqual({ reason: 'max-steps', step: 39, epoch: 0.5 })

  const early = await trainOnStream(make(), {
    ...{ ...stream, batches: endless, validation, validateEvery: 3, metrics: { same: () => 1 } },
    earlyStopping: { patience: 4, metric: 'same', restoreBest: true },
  }).result
  expect(early.stopped).toEqual({ reason: 'early-stopping', step: 11, epoch: 0, restoredStep: 2 })
  expect(returned).toBe(3)
})

test('pieces are fetched ahead of training, and no more of them than asked for', async () => {
  let given = 0
  let taken = 0
  let most = 0
  async function* counted(): AsyncGenerator<typeof data> {
    for (let first = 0; first + 16 <= COUNT; first += 16) {
      most = Math.max(most, ++given - taken)
      yield part(data, first, first + 16)
    }
  }
  const run = trainOnStream(make(), { ...stream, batches: counted(), prefetch: 3 })
  for await (const event of run) if (event.type === 'step-block') taken = event.step + event.losses.length
  expect(given).toBe(12)
  // Three that wait and one in training; the event that counts it comes when the next is taken already.
  expect(most).toBeGreaterThanOrEqual(4)
  expect(most).toBeLessThanOrEqual(5)
})

test('an abort ends the run at once, even while it waits for a piece, and keeps what was learned', async () => {
  const controller = new AbortController()
  const { signal } = controller
  let returned = 0
  const iterator: AsyncIterator<TrainingData> = {
    next: (() => {
      let n = 0
      const next = async () => ({ done: false as const, value: part(data, 20 * n, 20 * ++n) })
      return (): Promise<IteratorResult<TrainingData>> => (n < 3 ? next() : new Promise(() => {}))
    })(),
    return() {
      returned++
      return new Promise(() => {})
    },
  }
  const network = make()
  const batches = { [Symbol.asyncIterator]: () => iterator }
  const run = trainOnStream(network, { ...stream, batches, signal })
  setTimeout(() => controller.abort(), 30)
  const { stopped, history } = await run.result
  expect(stopped).toEqual({ reason: 'aborted', step: history.trainLoss.length - 1, epoch: 0 })
  expect(history.trainLoss).toHaveLength(3)
  expect(returned).toBe(1)
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  expect(values(network)).not.toEqual(values(make()))

  const opened: number[] = []
  const before = trainOnStream(make(), {
    ...stream,
    batches: epoch => {
      opened.push(epoch)
      return []
    },
    signal,
  })
  expect((await before.result).stopped).toEqual({ reason: 'aborted', step: -1, epoch: 0 })
  expect(opened).toEqual([])
})

test('disposing of the network ends a run that waits, with return() called', async () => {
  const network = make()
  let returned = 0
  const iterator = {
    next: () => new Promise<IteratorResult<TrainingData>>(() => {}),
    return() {
      returned++
      return Promise.resolve({ done: true as const, value: undefined })
    },
  }
  const run = trainOnStream(network, { ...stream, batches: { [Symbol.asyncIterator]: () => iterator } })
  expect(() => trainOnStream(network, { ...stream, batches: [] })).toThrow(BusyError)
  setTimeout(() => network.dispose(), 20)
  await expect(run.result).rejects.toThrow(DisposedError)
  expect(returned).toBe(1)
})

test('an error of the stream rejects the run after the steps before it', async () => {
  const torn = new Error('connection lost')
  async function* failing(): AsyncGenerator<typeof data> {
    yield part(data, 0, 40)
    throw torn
  }
  const network = make()
  const run = trainOnStream(network, { ...stream, batches: failing })
  const events: TrainingEvent[] = []
  await expect(
    (async () => {
      for await (const event of run) events.push(event)
    })(),
  ).rejects.toBe(torn)
  expect(events.flatMap(event => (event.type === 'step-block' ? event.losses : []))).toHaveLength(2)
  await expect(run.result).rejects.toBe(torn)
  // Two steps were taken, and the network is free.
  const two = make()
  await trainOnStream(two, { ...stream, batches: pieces(), maxSteps: 2 }).result
  expect(values(network)).toEqual(values(two))
})

test.each([
  [
    'a NaN',
    { inputs: new Float32Array(12).fill(Number.NaN), labels: Uint8Array.of(0, 1) },
    'batches[2].inputs: expected finite numbers, received NaN at index 0',
    InputDataError,
  ],
  [
    'a wrong length',
    { inputs: new Uint8Array(13), labels: Uint8Array.of(0, 1) },
    'batches[2].inputs: expected length 12 = 2 labels',
    InputDataError,
  ],
  [
    'a wrong label',
    { inputs: new Uint8Array(12), labels: Uint8Array.of(0, 3) },
    'batches[2].labels: expected class indices 0 … 2',
    InputDataError,
  ],
  [
    'no samples',
    { inputs: new Uint8Array(), labels: new Uint8Array() },
    'batches[2].labels: expected at least one label',
    InputDataError,
  ],
  [
    'targets beside labels',
    { inputs: new Uint8Array(6), targets: new Float32Array(3) },
    'batches[2]: expected labels, as the first piece has, received targets',
    InputDataError,
  ],
  [
    'no piece at all',
    'text',
    'batches[2]: expected an object with inputs and labels or targets, received "text"',
    OptionError,
  ],
  [
    'too many bytes',
    part(blobs({ count: 300 }), 0, 300),
    'batches[2]: expected at most 2000 bytes, the memoryLimit, received 2100',
    InputDataError,
  ],
] as const)('one bad piece, %s, is named', async (_, bad, message, kind) => {
  const good = [...pieces(data, 16)]
  let returned = false
  function* mixed() {
    try {
      yield* [good[0], good[1], bad, good[2]] as (typeof data)[]
    } finally {
      returned = true
    }
  }
  const run = trainOnStream(make(), { ...stream, batches: mixed(), memoryLimit: 2000 })
  const error = await run.result.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(kind)
  expect((error as Error).message).toContain(message)
  expect(returned).toBe(true)
})

test('a bad piece of a later epoch is named with its epoch', async () => {
  const batches = (epoch: number) => (epoch === 1 ? [part(data, 0, 40), 5 as never] : [data])
  await expect(trainOnStream(make(), { ...stream, batches, epochs: 3 }).result).rejects.toThrow(
    'batches(1)[1]: expected',
  )
  const none = (epoch: number) => (epoch === 1 ? [] : [data])
  await expect(trainOnStream(make(), { ...stream, batches: none, epochs: 2 }).result).rejects.toThrow(
    'batches: expected at least one batch of 16 samples',
  )
  const wrong = () => 5 as never
  await expect(trainOnStream(make(), { ...stream, batches: wrong }).result).rejects.toThrow(
    'batches: expected an iterable',
  )
})

test('a loss that is not finite tells its step', async () => {
  const flat = createNetwork({ inputs: 6, layers: [{ units: 5 }, { units: 3 }], seed: 1 })
  const optimizer = { kind: 'sgd', learningRate: 1e10 } as const
  const run = trainOnStream(flat, { ...stream, optimizer, batches: pieces() })
  const error = await run.result.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(NonFiniteLossError)
  expect((error as NonFiniteLossError).history!.trainLoss).toHaveLength((error as NonFiniteLossError).step!)
})

test.each([
  [{ batches: 5 }, 'batches: expected an iterable, an async iterable, or a function'],
  [{ epochs: 2, batches: [] }, 'batches: expected a function that begins it anew, as epochs is 2'],
  [{ prefetch: 0 }, 'prefetch: expected an integer at least 1'],
  [{ memoryLimit: 0.5 }, 'memoryLimit: expected an integer at least 1'],
  [{ normalisation: undefined }, "normalisation: expected mean and standardDeviation, or 'none'"],
  [{ normalisation: 'standard-score' }, "normalisation: expected one of 'keep', 'none'"],
  [{ validation }, 'validateEvery: expected a number of steps'],
  [{ validateEvery: 3 }, 'validation: expected data, as validateEvery is given'],
  [{ earlyStopping: { patience: 3 } }, 'validation: expected data, as earlyStopping is given'],
  [{ optimizer: { ...sgd, schedule: { kind: 'on-plateau' } } }, 'validation: expected data, as optimizer.schedule is'],
  [{ optimizer: { ...sgd, schedule: { kind: 'cosine' } } }, 'maxSteps: expected a number, or stepsPerEpoch one'],
  [{ optimizer: sgdDecay }, 'stepsPerEpoch: expected a number, as optimizer.schedule counts epochs'],
  [{ shuffle: true }, 'options.shuffle: expected one of the options'],
  [{ signal: 1 }, 'signal: expected an AbortSignal'],
])('refuses options before anything starts: %#', (change, message) => {
  const network = make()
  const options = { ...stream, batches: pieces(), ...change } as unknown as TrainOnStreamOptions
  expect(() => trainOnStream(network, options)).toThrow(message)
  expect(network.parameters()).toHaveLength(7)
})

test('a batch that does not fit the memory limit is no batch', async () => {
  const run = trainOnStream(make(), { ...stream, batches: pieces(), batchSize: 100, memoryLimit: 600 })
  await expect(run.result).rejects.toThrow(
    'memoryLimit: expected at least 700 bytes, a batch of 100 samples, received 600',
  )
})

test('types: a loss that fits the outputs, and pieces of training data', () => {
  expectTypeOf<StreamRun>().toExtend<AsyncIterable<TrainingEvent>>()
  const wrong = [
    // @ts-expect-error pieces have labels or targets
    () => trainOnStream(make(), { ...stream, batches: [{ inputs: new Uint8Array(6) }] }),
    // @ts-expect-error one output cannot do with softmax
    (network: Network<1>) => trainOnStream(network, { ...stream, batches: [data] }),
  ]
  expect(wrong).toHaveLength(2)
})
