import { describe, expect, test } from 'vitest'
import { createNetwork, Network, type NetworkOptions, train } from '../index.ts'
import { blobs } from '../testing/blobs.ts'
import { temporaryFolder } from '../testing/folder.ts'
import { safetensorsBytes } from '../testing/safetensors.ts'

const options: NetworkOptions = { inputs: 6, layers: [{ units: 5, activation: 'tanh' }, { units: 3 }], seed: 1 }
const data = blobs({ count: 90 })

/** A network with the given weights: 2 inputs, 3 classes, no hidden layer. */
async function withWeights(weight: number[], bias: number[], more: Partial<NetworkOptions> = {}): Promise<Network> {
  const { writeFile } = await import('node:fs/promises')
  const file = `${await temporaryFolder()}/weights.safetensors`
  const header = {
    'layers.0.weight': { dtype: 'F64', shape: [3, 2], data_offsets: [0, 48] },
    'layers.0.bias': { dtype: 'F64', shape: [3], data_offsets: [48, 72] },
  }
  await writeFile(file, safetensorsBytes(header, Buffer.from(new Float64Array([...weight, ...bias]).buffer)))
  const network = createNetwork({ inputs: 2, layers: [{ units: 3 }], dtype: 'float64', ...more })
  await network.loadWeights(file)
  return network
}

test('shows what it is, with every default filled in', () => {
  const network = createNetwork({ ...options, normalisation: { mean: 1, standardDeviation: 2 } })
  const initializers = { initializer: { kind: 'fan-in-normal' }, biasInitializer: { kind: 'with-weights' } }
  expect(network).toBeInstanceOf(Network)
  expect({ ...network }).toEqual({
    inputs: 6,
    outputs: 3,
    inputDropout: 0,
    layers: [
      { units: 5, activation: 'tanh', bias: true, ...initializers },
      { units: 3, activation: 'identity', bias: true, ...initializers },
    ],
    dtype: 'float32',
    seed: 1,
    parameterCount: 5 * 7 + 3 * 6,
  })
  expect(network.normalisation).toEqual({ mean: 1, standardDeviation: 2 })
  expect(createNetwork(options).normalisation).toBeUndefined()
})

test('cannot be made or imitated from outside', () => {
  expect(() => new Network({} as never)).toThrow('Network: expected to be made by createNetwork or loadNetwork')
  const fake = Object.create(Network.prototype)
  expect(() => train(fake, {} as never)).toThrow()
  expect(() => train({} as never, {} as never)).toThrow(
    'network: expected a network made by createNetwork or loadNetwork, received an object',
  )
})

test('parameters are copies in the documented order', () => {
  const network = createNetwork(options)
  const tensors = network.parameters()
  expect(tensors.map(({ name, shape, values }) => [name, shape, values.length])).toEqual([
    ['layers.0.weight', [5, 6], 30],
    ['layers.0.bias', [5], 5],
    ['layers.1.weight', [3, 5], 15],
    ['layers.1.bias', [3], 3],
  ])
  const first = tensors[0]!.values[0]
  tensors[0]!.values.fill(9)
  expect(network.parameters()[0]!.values[0]).toBe(first)
})

describe('predict', () => {
  test('softmax of x·Wᵀ + b, worked by hand', async () => {
    const network = await withWeights([1, 0, 0, 1, 1, 1], [0, 0, -1])
    const { labels, probabilities, units } = await network.predict(new Float64Array([1, 2, 0, 0]))
    // Logits (1, 2, 2) and (0, 0, −1).
    const e = Math.E
    const expected = [e, e ** 2, e ** 2].map(value => value / (e + 2 * e ** 2))
    expected.push(...[1, 1, 1 / e].map(value => value / (2 + 1 / e)))
    for (const [index, probability] of expected.entries()) expect(probabilities[index]).toBeCloseTo(probability, 14)
    expect([...labels]).toEqual([1, 0])
    expect(units).toBe(3)
    expect(probabilities).toHaveLength(6)
  })

  test('normalises as the network says', async () => {
    const weights = [
      [1, 0, 0, 1, 1, 1],
      [0.5, 0, -1],
    ] as const
    const normalisation = { mean: 100, standardDeviation: 50 }
    const normalising = await withWeights([...weights[0]], [...weights[1]], { normalisation })
    const plain = await withWeights([...weights[0]], [...weights[1]])
    const bytes = await normalising.predict(new Uint8Array([150, 200]))
    expect([...bytes.probabilities]).toEqual([...(await plain.predict(new Float64Array([1, 2]))).probabilities])
  })

  test('gives the same for one sample, for many, and across pieces', async () => {
    // 400 classes: pieces of 327 samples.
    const network = createNetwork({ inputs: 2, layers: [{ units: 400 }], seed: 3, dtype: 'float64' })
    const inputs = Float64Array.from({ length: 1400 }, (_, index) => Math.sin(index))
    const all = await network.predict(inputs)
    expect(all.labels).toHaveLength(700)
    for (const sample of [0, 326, 327, 653, 654, 699]) {
      const one = await network.predict(inputs.subarray(2 * sample, 2 * sample + 2))
      expect(one.labels[0]).toBe(all.labels[sample])
      const row = Array.from(all.probabilities.subarray(400 * sample, 400 * sample + 400))
      for (const [unit, probability] of one.probabilities.entries()) expect(probability).toBeCloseTo(row[unit]!, 12)
      expect(row.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 12)
    }
  })

  test('no samples, no predictions', async () => {
    const { labels, probabilities, units } = await createNetwork(options).predict(new Uint8Array(0))
    expect([labels.length, probabilities.length, units]).toEqual([0, 0, 3])
  })

  test('the arrays are of the network’s dtype', async () => {
    expect((await createNetwork(options).predict(data.inputs)).probabilities).toBeInstanceOf(Float32Array)
    const double = await createNetwork({ ...options, dtype: 'float64' }).predict(data.inputs)
    expect(double.probabilities).toBeInstanceOf(Float64Array)
  })

  test('logits beyond float64 are an error that names the sample', async () => {
    const network = await withWeights([1e300, 0, 0, 0, 0, 0], [0, 0, 0])
    await expect(network.predict(new Float64Array([1, 1, 1e300, 1]))).rejects.toThrow(
      'inputs: expected samples that give finite logits, received NaN or infinity for sample 1',
    )
  })

  test('refuses rows of another length', async () => {
    await expect(createNetwork(options).predict(new Uint8Array(7))).rejects.toMatchObject({ code: 'ERR_BLASNET_DATA' })
  })
})

describe('evaluate', () => {
  test('mean loss and share of correct samples, worked by hand', async () => {
    const network = await withWeights([1, 0, 0, 1, 1, 1], [0, 0, -1])
    const inputs = new Float64Array([1, 2, 0, 0])
    const { loss, accuracy, correct, count } = await network.evaluate({ inputs, labels: new Uint8Array([2, 0]) })
    const e = Math.E
    expect(loss).toBeCloseTo((Math.log(e + 2 * e ** 2) - 2 + Math.log(2 + 1 / e)) / 2, 14)
    // Classes 1 and 2 of the first sample are equal: the first of them counts.
    expect([accuracy, correct, count]).toEqual([0.5, 1, 2])
  })

  test('agrees with the probabilities of predict', async () => {
    const network = createNetwork({ ...options, dtype: 'float64', normalisation: { mean: 100, standardDeviation: 40 } })
    const { probabilities, labels } = await network.predict(data.inputs)
    const losses = Array.from(data.labels, (label, sample) => -Math.log(probabilities[3 * sample + label]!))
    const { loss, accuracy } = await network.evaluate(data)
    expect(loss).toBeCloseTo(losses.reduce((sum, value) => sum + value, 0) / 90, 12)
    expect(accuracy).toBe(labels.filter((label, sample) => label === data.labels[sample]).length / 90)
  })

  test('a loss that is not finite is an error', async () => {
    const network = await withWeights([1e300, 0, 0, 0, 0, 0], [0, 0, 0])
    await expect(
      network.evaluate({ inputs: new Float64Array([1e300, 1]), labels: new Uint8Array(1) }),
    ).rejects.toMatchObject({ code: 'ERR_BLASNET_NON_FINITE', measuredOn: 'the evaluated data', step: undefined })
  })

  test('refuses labels beyond the last layer', async () => {
    const labels = new Uint8Array(90).fill(3)
    await expect(createNetwork(options).evaluate({ inputs: data.inputs, labels })).rejects.toThrow(
      'data.labels: expected class indices 0 … 2, one for each unit of the last layer, received 3 at index 0',
    )
  })
})

describe('one thing at a time', () => {
  const training = { data: { train: data }, optimizer: { kind: 'sgd', learningRate: 0.1 }, epochs: 3 } as const

  test('nothing else while it trains, everything again after', async () => {
    const network = createNetwork(options)
    const controller = new AbortController()
    const run = train(network, { ...training, epochs: 1e9, signal: controller.signal })
    const busy = (wanted: string) => ({
      code: 'ERR_BLASNET_BUSY',
      running: 'training',
      message: `network: expected it to be idle to ${wanted}, but it is training; wait for that to end`,
    })
    const file = `${await temporaryFolder()}/model.safetensors`
    await expect(network.predict(data.inputs)).rejects.toMatchObject(busy('predict'))
    await expect(network.evaluate(data)).rejects.toMatchObject(busy('evaluate'))
    await expect(network.save(file)).rejects.toMatchObject(busy('save'))
    await expect(network.loadWeights(file)).rejects.toMatchObject(busy('load weights'))
    expect(() => network.parameters()).toThrow(expect.objectContaining(busy('read its parameters')))
    expect(() => train(network, training)).toThrow(expect.objectContaining(busy('train')))
    controller.abort()
    await run.result
    expect((await network.evaluate(data)).count).toBe(90)
    await network.save(file)
    await network.loadWeights(file)
  })

  test('predictions and evaluations run side by side, but hold off changes', async () => {
    const network = createNetwork(options)
    const work = Promise.all([network.predict(data.inputs), network.evaluate(data), network.predict(data.inputs)])
    expect(() => train(network, training)).toThrow('expected it to be idle to train, but it is predicting')
    const [first, evaluation, second] = await work
    expect(second).toEqual(first)
    expect(evaluation.count).toBe(90)
    expect((await train(network, training).result).stopped.reason).toBe('completed')
  })

  test('a call that fails leaves the network free', async () => {
    const network = createNetwork(options)
    await expect(network.loadWeights('/none')).rejects.toThrow('ENOENT')
    expect(() => train(network, { ...training, epochs: 0 })).toThrow('epochs')
    expect((await network.evaluate(data)).count).toBe(90)
  })
})

describe('dispose', () => {
  test('every later call says so', async () => {
    const network = createNetwork(options)
    network.dispose()
    network.dispose()
    const gone = { code: 'ERR_BLASNET_DISPOSED', message: expect.stringContaining('it has been disposed of') }
    await expect(network.predict(data.inputs)).rejects.toMatchObject(gone)
    await expect(network.evaluate(data)).rejects.toMatchObject(gone)
    await expect(network.save('file')).rejects.toMatchObject(gone)
    await expect(network.loadWeights('file')).rejects.toMatchObject(gone)
    expect(() => network.parameters()).toThrow(expect.objectContaining(gone))
    const run = () => train(network, { data: { train: data }, optimizer: { kind: 'sgd', learningRate: 1 }, epochs: 1 })
    expect(run).toThrow(expect.objectContaining(gone))
  })

  test('ends a prediction, an evaluation and a training run that are under way', async () => {
    const wide: NetworkOptions = { inputs: 6, layers: [{ units: 256 }, { units: 256 }, { units: 3 }] }
    const large = blobs({ count: 20_000 })
    const started = [
      (network: Network) => network.predict(large.inputs),
      (network: Network) => network.evaluate(large),
      (network: Network) => {
        const optimizer = { kind: 'sgd', learningRate: 1e-3 } as const
        return train(network, { data: { train: large }, optimizer, epochs: 1000 }).result
      },
    ]
    for (const start of started) {
      const network = createNetwork(wide)
      const work = start(network)
      // Long enough for the engine to be called, without a turn of the event loop in which it could be done.
      for (let turn = 0; turn < 20; turn++) await null
      network.dispose()
      await expect(work).rejects.toMatchObject({ code: 'ERR_BLASNET_DISPOSED' })
    }
  })

  test('`using` disposes', async () => {
    let kept: Network
    {
      using network = createNetwork(options)
      kept = network
    }
    expect(() => kept.parameters()).toThrow('disposed')
  })
})
