import { expect, test } from 'vitest'
import { checkInputs, checkTrainingData } from './check-data.ts'

const shape = { features: 2, classes: 3 }

test('passes on what fits, and nothing else of a data set', () => {
  const inputs = new Float32Array([1, 2, 3, 4])
  const labels = new Int32Array([0, 2])
  expect(checkTrainingData('data', { inputs, labels, name: 'more' }, shape)).toEqual({ inputs, labels, count: 2 })
})

test.each([
  [undefined, 'data: expected an object with inputs and labels or targets, received undefined'],
  [[], 'data.inputs: expected a Uint8Array, Float32Array or Float64Array, received undefined'],
  [
    { inputs: [1, 2] },
    'data.inputs: expected a Uint8Array, Float32Array or Float64Array, received an array of length 2',
  ],
  [{ inputs: new Int8Array(2) }, 'received an Int8Array of length 2'],
  [{ inputs: new Uint8ClampedArray(2) }, 'received a Uint8ClampedArray of length 2'],
  [
    { inputs: new Uint8Array(2) },
    'data.labels: expected a Uint8Array, Uint16Array, Uint32Array or Int32Array, received undefined',
  ],
  [{ inputs: new Uint8Array(2), labels: new Float32Array(1) }, 'data.labels: expected a Uint8Array'],
  [{ inputs: new Uint8Array(0), labels: new Uint8Array(0) }, 'data.labels: expected at least one label, received none'],
  [
    { inputs: new Uint8Array(5), labels: new Uint8Array(2) },
    'data.inputs: expected length 4 = 2 labels · 2 features of the network, received length 5',
  ],
  [
    { inputs: new Uint8Array(4), labels: new Uint8Array([0, 3]) },
    'data.labels: expected class indices 0 … 2, one for each unit of the last layer, received 3 at index 1',
  ],
  [{ inputs: new Uint8Array(4), labels: new Int32Array([0, -1]) }, 'received -1 at index 1'],
  [
    { inputs: new Float64Array([0, 1, 2, Number.NaN]), labels: new Uint8Array(2) },
    'data.inputs: expected finite numbers, received NaN at index 3 (sample 1, feature 1)',
  ],
  [
    { inputs: new Float32Array([0, Number.NEGATIVE_INFINITY]), labels: new Uint8Array(1) },
    'received -Infinity at index 1 (sample 0, feature 1)',
  ],
])('labelled data %#', (value, message) => {
  expect(() => checkTrainingData('data', value, shape)).toThrow(message)
})

test('an array whose memory was transferred away counts as empty', () => {
  const inputs = new Uint8Array(4)
  structuredClone(inputs, { transfer: [inputs.buffer] })
  expect(() => checkTrainingData('data', { inputs, labels: new Uint8Array(2) }, shape)).toThrow('received length 0')
})

test('rows: a multiple of the features, none at all included', () => {
  expect(checkInputs('inputs', new Uint8Array(0), 3)).toHaveLength(0)
  expect(checkInputs('inputs', Buffer.from([1, 2, 3]), 3)).toHaveLength(3)
  expect(() => checkInputs('inputs', new Uint8Array(4), 3)).toThrow(
    "inputs: expected a multiple of the network's 3 features as length, received length 4",
  )
})

test('data that does not fit carries the code ERR_BLASNET_DATA, a wrong type ERR_BLASNET_OPTION', () => {
  expect(() => checkInputs('inputs', new Uint8Array(4), 3)).toThrow(
    expect.objectContaining({ code: 'ERR_BLASNET_DATA' }),
  )
  expect(() => checkInputs('inputs', 'abc', 3)).toThrow(expect.objectContaining({ code: 'ERR_BLASNET_OPTION' }))
})

const inputs = Uint8Array.of(1, 2, 3, 4)

test('targets: a row for each sample, perhaps normalised, perhaps the inputs themselves', () => {
  const targets = new Float32Array(6)
  expect(checkTrainingData('data', { inputs, targets }, shape)).toEqual({ inputs, targets, count: 2 })
  const targetNormalisation = { mean: 0, standardDeviation: 255 }
  const toItself = { inputs, targets: inputs, targetNormalisation }
  expect(checkTrainingData('data', toItself, { features: 2, classes: 2 })).toEqual({ ...toItself, count: 2 })
  expect(checkTrainingData('data', { inputs, targets, labels: undefined }, shape).targets).toBe(targets)
})

test.each([
  [
    { targets: [0] },
    'data.targets: expected a Uint8Array, Float32Array or Float64Array, received an array of length 1',
  ],
  [
    { targets: new Uint8Array(4) },
    'data.targets: expected length 6 = 2 samples · 3 units of the last layer, received length 4',
  ],
  [
    { targets: Float64Array.of(0, 0, 0, 0, Number.NaN, 0) },
    'data.targets: expected finite numbers, received NaN at index 4 (sample 1, feature 1)',
  ],
  [{ targets: new Uint8Array(6), labels: new Uint8Array(2) }, 'data.targets: expected either labels or targets'],
  [
    { targets: new Uint8Array(6), targetNormalisation: { mean: 0, standardDeviation: 0 } },
    'data.targetNormalisation.standardDeviation: expected a finite number at least 1e-30',
  ],
  [
    { labels: new Uint8Array(2), targetNormalisation: { mean: 0, standardDeviation: 1 } },
    'data.targetNormalisation: expected nothing without targets',
  ],
  [
    { inputs: new Uint8Array(0), targets: new Uint8Array(0) },
    'data.inputs: expected at least one sample, received none',
  ],
  [{ inputs: new Uint8Array(3), targets: new Uint8Array(6) }, "data.inputs: expected a multiple of the network's 2"],
])('data with targets %#', (value, message) => {
  expect(() => checkTrainingData('data', { inputs, ...value }, shape)).toThrow(message)
})

test('one unit takes the labels 0 and 1', () => {
  const one = { features: 2, classes: 1 }
  expect(checkTrainingData('data', { inputs, labels: Uint8Array.of(0, 1) }, one).count).toBe(2)
  expect(() => checkTrainingData('data', { inputs, labels: Uint8Array.of(0, 2) }, one)).toThrow(
    'data.labels: expected class indices 0 … 1, one for each unit of the last layer, received 2 at index 1',
  )
})

test('weights of samples are copied from any array of numbers', () => {
  const labels = new Uint8Array(2)
  for (const sampleWeights of [[0, 2], Float32Array.of(0, 2), Float64Array.of(0, 2)]) {
    const checked = checkTrainingData('data', { inputs, labels, sampleWeights }, shape).sampleWeights
    expect(checked).toEqual(Float64Array.of(0, 2))
    expect(checked).not.toBe(sampleWeights)
  }
  const targets = new Uint8Array(6)
  expect(checkTrainingData('data', { inputs, targets, sampleWeights: [1, 1] }, shape).sampleWeights).toHaveLength(2)
})

test.each<[unknown, string]>([
  [1, 'data.sampleWeights: expected an array of numbers, a Float32Array or a Float64Array, received 1'],
  [new Uint8Array(2), 'received a Uint8Array of length 2'],
  [[1], 'data.sampleWeights: expected 2 numbers, one a sample, received 1'],
  [[1, -1], 'data.sampleWeights: expected finite numbers at least 0 and at most 1e+30, received -1 at index 1'],
  [[1, '1'], 'received "1" at index 1'],
  [[1, 1n], 'received 1n at index 1'],
  [[1, Symbol('s')], 'received Symbol(s) at index 1'],
  [new Array(2), 'received undefined at index 0'],
  [[Number.NaN, 1], 'received NaN at index 0'],
  [Float64Array.of(1, Number.POSITIVE_INFINITY), 'received Infinity at index 1'],
  [[0, 0], 'data.sampleWeights: expected a number above 0 among them, received only 0'],
])('weights of samples %#', (sampleWeights, message) => {
  expect(() => checkTrainingData('data', { inputs, labels: new Uint8Array(2), sampleWeights }, shape)).toThrow(message)
})

test('a field that cannot be read is named', () => {
  const broken = {
    get inputs() {
      throw new Error('no')
    },
  }
  expect(() => checkTrainingData('data.train', broken, shape)).toThrow(
    'data.train.inputs: expected a value that can be',
  )
})
