import { types } from 'node:util'
import { OptionError } from '@blasnet/check'
import { describe, expect, it } from 'vitest'
import { type CreateDatasetOptions, createDataset } from './create-dataset.ts'

const xor = {
  name: 'XOR',
  inputs: new Float32Array([0, 0, 0, 1, 1, 0, 1, 1]),
  labels: new Uint8Array([0, 1, 1, 0]),
}

describe('createDataset', () => {
  it('works out count, features and classes', () => {
    const dataset = createDataset(xor)
    expect(dataset).toMatchObject({ name: 'XOR', count: 4, features: 2, classes: 2 })
    expect(Object.keys(dataset)).toEqual(['name', 'inputs', 'labels', 'count', 'features', 'classes'])
    expect(dataset.inputs).toBeInstanceOf(Float32Array)
    expect([...dataset.inputs]).toEqual([0, 0, 0, 1, 1, 0, 1, 1])
    expect([...dataset.labels]).toEqual([0, 1, 1, 0])
  })

  it('takes the number of classes from their names and of features from the picture', () => {
    const image = { height: 2, width: 1 }
    const dataset = createDataset({ ...xor, image, classNames: ['same', 'different', 'never'] })
    expect(dataset).toMatchObject({ features: 2, classes: 3, image, classNames: ['same', 'different', 'never'] })
  })

  it('copies ordinary memory into shared memory', () => {
    const inputs = xor.inputs.slice()
    const dataset = createDataset({ ...xor, inputs })
    expect(types.isSharedArrayBuffer(dataset.inputs.buffer)).toBe(true)
    expect(types.isSharedArrayBuffer(dataset.labels.buffer)).toBe(true)
    inputs[0] = 9
    expect(dataset.inputs[0]).toBe(0)
  })

  it('uses shared memory in place', () => {
    const memory = new SharedArrayBuffer(100)
    const inputs = new Uint8Array(memory, 10, 8)
    const dataset = createDataset({ ...xor, inputs })
    expect(dataset.inputs.buffer).toBe(memory)
    expect(dataset.inputs.byteOffset).toBe(10)
    inputs[7] = 9
    expect(dataset.inputs[7]).toBe(9)
  })

  it('copies shared memory that can still grow', () => {
    const growable = new (SharedArrayBuffer as unknown as new (n: number, o: object) => SharedArrayBuffer)(8, {
      maxByteLength: 16,
    })
    const dataset = createDataset({ ...xor, inputs: new Uint8Array(growable) })
    expect(dataset.inputs.buffer).not.toBe(growable)
    expect(dataset.inputs.length).toBe(8)
  })

  it('makes plain arrays of Buffers', () => {
    const dataset = createDataset({ ...xor, inputs: Buffer.alloc(8, 3) })
    expect(Buffer.isBuffer(dataset.inputs)).toBe(false)
    expect([...dataset.inputs]).toEqual([3, 3, 3, 3, 3, 3, 3, 3])
  })

  it.each([
    [{ name: '' }, 'name: expected a string that is not empty, received ""'],
    [
      { inputs: [1, 2, 3, 4] },
      'inputs: expected one of Uint8Array, Float32Array, Float64Array, received an array of length 4',
    ],
    [
      { inputs: new Int8Array(8) },
      'inputs: expected one of Uint8Array, Float32Array, Float64Array, received an Int8Array of length 8',
    ],
    [{ inputs: new Uint8Array(0) }, 'inputs: expected at least one value, received a Uint8Array of length 0'],
    [
      { inputs: new Uint8Array(7) },
      'inputs: expected a whole number of values for each of the 4 labels, received a Uint8Array of length 7',
    ],
    [
      { inputs: new Uint8Array(2) },
      'inputs: expected a whole number of values for each of the 4 labels, received a Uint8Array of length 2',
    ],
    [{ inputs: Float32Array.of(0, 1, 2, Number.NaN, 4, 5, 6, 7) }, 'inputs[3]: expected a finite number, received NaN'],
    [
      { inputs: Float64Array.of(0, 1, 2, 3, 4, 5, 6, -Infinity) },
      'inputs[7]: expected a finite number, received -Infinity',
    ],
    [
      { labels: new Float32Array(4) },
      'labels: expected one of Uint8Array, Uint16Array, Uint32Array, Int32Array, received a Float32Array of length 4',
    ],
    [{ labels: new Uint8Array(0) }, 'labels: expected at least one value, received a Uint8Array of length 0'],
    [{ labels: Int32Array.of(0, 1, -1, 0) }, 'labels[2]: expected a class from 0 to 1, received -1'],
    [{ labels: Int32Array.of(-5, -5, -5, -5) }, 'labels[0]: expected a class from 0 to 0, received -5'],
    [{ classes: 1 }, 'labels[1]: expected a class from 0 to 0, received 1'],
    [{ classes: 0 }, 'classes: expected an integer at least 1 and at most 2147483648, received 0'],
    [
      { classes: 3, classNames: ['a', 'b'] },
      'classNames: expected 3 names, one a class, received an array of length 2',
    ],
    [{ classNames: ['a'] }, 'labels[1]: expected a class from 0 to 0, received 1'],
    [{ classNames: ['a', 7] }, 'classNames[1]: expected a string that is not empty, received 7'],
    [{ classNames: 'ab' }, 'classNames: expected an array of names, received "ab"'],
    [{ features: 3 }, 'inputs: expected 4 labels · 3 features = 12 values, received a Float32Array of length 8'],
    [{ features: 2.5 }, 'features: expected an integer at least 1, received 2.5'],
    [
      { image: { height: 2, width: 2 } },
      'inputs: expected 4 labels · 4 features = 16 values, received a Float32Array of length 8',
    ],
    [{ image: { height: 2, width: 2 }, features: 2 }, 'features: expected 4, the height · width of image, received 2'],
    [{ image: { height: 2, width: 0 } }, 'image.width: expected an integer at least 1, received 0'],
    [{ image: { height: 2 } }, 'image.width: expected an integer at least 1, received undefined'],
    [
      { image: { height: 2, width: 1, depth: 1 } },
      "image.depth: expected one of the options 'height', 'width', received 1",
    ],
    [
      { label: 1 },
      "options.label: expected one of the options 'name', 'inputs', 'labels', 'features', 'classes', 'image', 'classNames', received 1",
    ],
  ])('refuses %o', (wrong, message) => {
    const options = { ...xor, ...wrong } as unknown as CreateDatasetOptions
    expect(() => createDataset(options)).toThrow(OptionError)
    expect(() => createDataset(options)).toThrow(message)
  })
})
