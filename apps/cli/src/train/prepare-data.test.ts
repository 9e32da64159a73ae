import type { Dataset, DatasetPair } from '@blasnet/datasets'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../config/settings.ts'
import { Failure } from '../errors/failure.ts'
import { UsageError } from '../errors/usage-error.ts'
import { prepareData } from './prepare-data.ts'

function dataset(name: string, count: number, classes = 10, features = 2): Dataset {
  const labels = Uint8Array.from({ length: count }, (_, i) => i % classes)
  return { name, count, features, classes, inputs: new Uint8Array(count * features), labels }
}

const pair: DatasetPair = { train: dataset('training', 100), test: dataset('test', 50) }

describe('prepareData', () => {
  it('takes the first 20,000 training samples by default', () => {
    const large = { train: dataset('training', 20_500, 10, 1), test: dataset('test', 50, 10, 1) }
    const { train, settings } = prepareData(large, defaultSettings)
    expect([train.count, settings.trainSamples, settings.validationSamples]).toEqual([20_000, 20_000, 50])
  })

  it('takes all where there are fewer, and says how many', () => {
    const { train, validation, settings } = prepareData(pair, defaultSettings)
    expect(train).toBe(pair.train)
    expect(validation).toBe(pair.test)
    expect(settings).toMatchObject({ trainSamples: 100, validationSamples: 50 })
  })

  it('takes as many as it is asked for, from the first', () => {
    const { train, validation } = prepareData(pair, { ...defaultSettings, trainSamples: 40, validationSamples: 7 })
    expect([...train.labels]).toEqual([...pair.train.labels.subarray(0, 40)])
    expect(validation?.inputs).toHaveLength(14)
    const everything = prepareData(pair, { ...defaultSettings, trainSamples: 'all' })
    expect(everything.settings.trainSamples).toBe(100)
  })

  it('holds out the training images after those it trains on', () => {
    const held = prepareData(pair, { ...defaultSettings, trainSamples: 40, validateOn: 'held-out', test: true })
    expect([...held.validation!.labels]).toEqual([...pair.train.labels.subarray(40)])
    expect(held.settings).toMatchObject({ trainSamples: 40, validationSamples: 60 })
    expect(held.test).toBe(pair.test)
    const few = { ...defaultSettings, trainSamples: 40, validateOn: 'held-out', validationSamples: 5 } as const
    expect([...prepareData(pair, few).validation!.labels]).toEqual([...pair.train.labels.subarray(40, 45)])
    expect(() => prepareData(pair, { ...few, trainSamples: 'all' })).toThrow(
      '--validate-on: expected none, or less --train-samples, as all 100 training images are trained on, received held-out',
    )
    expect(() => prepareData(pair, { ...few, validationSamples: 61 })).toThrow(
      '--validation-samples: expected at most 60',
    )
  })

  it('trains on everything without a validation, and has the test images for the end', () => {
    const data = prepareData(pair, { ...defaultSettings, trainSamples: 'all', validateOn: 'none', test: true })
    expect(data.train).toBe(pair.train)
    expect(data.validation).toBeUndefined()
    expect(data.test).toBe(pair.test)
    expect(prepareData(pair, defaultSettings)).not.toHaveProperty('test')
  })

  it('distorts pictures only', () => {
    const augmented = { ...defaultSettings, augment: { shift: 1 } }
    expect(() => prepareData(pair, augmented)).toThrow('--augment: expected none, as training are no pictures of bytes')
    const pictures = { ...pair, train: { ...pair.train, image: { height: 1, width: 2 } } }
    expect(prepareData(pictures, augmented).settings.augment).toEqual({ shift: 1 })
  })

  it('makes an output for every class that either part has', () => {
    const more = { train: dataset('training', 100, 3), test: dataset('test', 50, 4) }
    expect(prepareData(more, defaultSettings).classes).toBe(4)
  })

  it('writes paths that mean the same from everywhere', () => {
    const { settings } = prepareData(pair, { ...defaultSettings, data: 'digits', initialWeights: 'w.safetensors' })
    expect(settings).toMatchObject({
      data: `${process.cwd()}/digits`,
      initialWeights: `${process.cwd()}/w.safetensors`,
    })
    expect(prepareData(pair, defaultSettings).settings).toMatchObject({ data: 'mnist', initialWeights: null })
  })

  it.each([
    [{ trainSamples: 101 }, "--train-samples: expected at most 100, which is all of 'training', received 101"],
    [{ validationSamples: 51 }, "--validation-samples: expected at most 50, which is all of 'test', received 51"],
    [{ batchSize: 101 }, '--batch-size: expected at most the 100 training samples, received 101'],
    [{ trainSamples: 20 }, '--batch-size: expected at most the 20 training samples, received 32'],
  ])('refuses %j', (change, message) => {
    expect(() => prepareData(pair, { ...defaultSettings, ...change })).toThrow(new UsageError(message))
  })

  it('refuses parts of different sizes', () => {
    const uneven = { train: dataset('training', 100), test: dataset('test', 50, 10, 3) }
    expect(() => prepareData(uneven, defaultSettings)).toThrow(
      new Failure('mnist: expected training and test samples of one size, received 2 and 3 values'),
    )
  })
})
