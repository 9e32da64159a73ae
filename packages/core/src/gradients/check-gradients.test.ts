import { getEventListeners } from 'node:events'
import { loadMnist } from '@blasnet/datasets'
import { describe, expect, test } from 'vitest'
import { type Activation, checkGradients, createNetwork, type Network, type NetworkOptions } from '../index.ts'
import { lehmer } from '../testing/blobs.ts'

const random = lehmer(3)
/** Values on a scale where no activation saturates. */
const data = {
  inputs: Float64Array.from({ length: 7 * 40 }, () => 2 * random() - 1),
  labels: Uint8Array.from({ length: 40 }, (_, sample) => sample % 4),
}

function makeNetwork(hidden: { units: number; activation: Activation; bias: boolean }[], lastBias = true): Network {
  const layers = [...hidden, { units: 4, bias: lastBias }]
  return createNetwork({ inputs: 7, layers, dtype: 'float64', seed: 11 })
}

const bits = (network: Network) => network.parameters().flatMap(({ values }) => [...values])

describe('backpropagation agrees with central differences', () => {
  const activations: Activation[] = ['sigmoid', 'improved-sigmoid', 'tanh', 'relu', 'identity']
  const cases = activations.flatMap(activation =>
    [true, false].flatMap(bias => [1, 2, 4].map(depth => [activation, bias, depth] as const)),
  )

  test.each(cases)('%s, bias %s, %i hidden layers', async (activation, bias, depth) => {
    const hidden = Array.from({ length: depth }, (_, index) => ({ units: 5 + index, activation, bias }))
    const network = makeNetwork(hidden, bias)
    const before = bits(network)
    const check = await checkGradients(network, { data, epsilon: 1e-5 })
    expect(check.checked).toBe(network.parameterCount)
    expect(check.samples).toBe(40)
    expect(check.largestDifference).toBeLessThan(1e-9)
    // A gradient of zeros would agree with itself.
    const steepest = Math.max(...check.tensors.map(({ worst }) => Math.abs(worst.analytic)))
    expect(steepest).toBeGreaterThan(1e-3)
    expect(bits(network)).toEqual(before)
  })

  test('no hidden layer', async () => {
    expect((await checkGradients(makeNetwork([]), { data, epsilon: 1e-5 })).largestDifference).toBeLessThan(1e-9)
  })

  test('the error of the central difference itself is of the order ε²', async () => {
    const network = makeNetwork([{ units: 6, activation: 'tanh', bias: true }])
    const coarse = await checkGradients(network, { data, epsilon: 1e-1 })
    const fine = await checkGradients(network, { data, epsilon: 1e-2 })
    expect(coarse.largestDifference / fine.largestDifference).toBeGreaterThan(80)
    expect(coarse.largestDifference / fine.largestDifference).toBeLessThan(120)
  })
})

test('the report names every tensor and its worst parameter', async () => {
  const network = makeNetwork([{ units: 6, activation: 'sigmoid', bias: true }], false)
  const { loss } = await network.evaluate(data)
  const check = await checkGradients(network, { data })
  expect(check.loss).toBeCloseTo(loss, 13)
  expect(check.epsilon).toBe(1e-3)
  expect(check.tensors.map(({ name, shape, checked }) => [name, shape, checked])).toEqual([
    ['layers.0.weight', [6, 7], 42],
    ['layers.0.bias', [6], 6],
    ['layers.1.weight', [4, 6], 24],
  ])
  for (const { worst, largestDifference, checked } of check.tensors) {
    expect(Math.abs(worst.analytic - worst.numeric)).toBe(largestDifference)
    expect(worst.index).toBeGreaterThanOrEqual(0)
    expect(worst.index).toBeLessThan(checked)
  }
  expect(check.largestDifference).toBe(Math.max(...check.tensors.map(tensor => tensor.largestDifference)))
  expect(check.largestDifference).toBeLessThan(1e-6)
})

test('samples: the first ones, or drawn from a seed; parameters: some of every tensor', async () => {
  const network = makeNetwork([{ units: 6, activation: 'sigmoid', bias: true }])
  const first = await checkGradients(network, { data, samples: 10, parameters: 20 })
  expect([first.samples, first.checked]).toEqual([10, 20])
  expect(first.tensors.map(({ checked }) => checked)).toEqual([6, 5, 5, 4])
  const head = { inputs: data.inputs.subarray(0, 70), labels: data.labels.subarray(0, 10) }
  expect(first.loss).toBeCloseTo((await network.evaluate(head)).loss, 13)
  const drawn = await checkGradients(network, { data, samples: 10, parameters: 20, seed: 4 })
  expect(drawn.loss).not.toBe(first.loss)
  expect(await checkGradients(network, { data, samples: 10, parameters: 20, seed: 4 })).toEqual(drawn)
  expect(drawn.largestDifference).toBeLessThan(1e-6)
})

test.each<[Record<string, unknown>, string]>([
  [{ parameters: 3 }, "parameters: expected 'all' or an integer from 4, one for each tensor, received 3"],
  [{ parameters: 'some' }, 'parameters: expected'],
  [{ samples: 0 }, 'samples: expected an integer at least 1'],
  [{ epsilon: 0 }, 'epsilon: expected a finite number'],
  [{ seed: -1 }, 'seed: expected'],
  [{ signal: 'now' }, 'signal: expected an AbortSignal'],
  [{ data: {} }, 'data.inputs: expected'],
  [{ eps: 1 }, "options.eps: expected one of the options 'data'"],
])('refuses %j', async (change, message) => {
  const network = makeNetwork([{ units: 6, activation: 'sigmoid', bias: true }])
  await expect(checkGradients(network, { data, ...change } as never)).rejects.toThrow(message)
})

test('float64 only', async () => {
  const options: NetworkOptions = { inputs: 7, layers: [{ units: 4 }] }
  await expect(checkGradients(createNetwork(options), { data })).rejects.toThrow('network: expected dtype float64')
})

test('aborting rejects with the reason, restores the weights and frees the network', async () => {
  // Minutes of work.
  const hidden = Array.from({ length: 3 }, () => ({ units: 300, activation: 'tanh' as const }))
  const wide = createNetwork({ inputs: 7, layers: [...hidden, { units: 4 }], dtype: 'float64' })
  const before = bits(wide)
  const reason = new Error('enough')
  await expect(checkGradients(wide, { data, signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  const controller = new AbortController()
  const work = checkGradients(wide, { data, signal: controller.signal })
  await expect(wide.predict(data.inputs)).rejects.toThrow('but it is checking gradients')
  setTimeout(() => controller.abort(reason), 30)
  await expect(work).rejects.toBe(reason)
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
  expect(bits(wide)).toEqual(before)
  expect((await wide.evaluate(data)).count).toBe(40)
})

test.each([[[64]], [[64, 64]]])('784-%j-10 of the study on MNIST, ε = 1e-3: within ε²', async hidden => {
  const { train: images } = await loadMnist()
  const network = createNetwork({
    inputs: 784,
    layers: [
      ...hidden.map((units, index) => ({ units, activation: 'sigmoid' as const, bias: index === 0 })),
      { units: 10, bias: false },
    ],
    dtype: 'float64',
    normalisation: { mean: 33.55274553571429, standardDeviation: 78.87550070784701 },
  })
  const check = await checkGradients(network, { data: images, parameters: 600 })
  expect([check.samples, check.checked]).toEqual([100, 600])
  expect(check.largestDifference).toBeLessThan(1e-6)
})
