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
