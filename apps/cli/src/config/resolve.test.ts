import { describe, expect, it } from 'vitest'
import { presetSettingsOverruled, resolveSettings } from './resolve.ts'
import { defaultSettings } from './settings.ts'

describe('resolveSettings', () => {
  it("gives the study's task 2c when nothing is asked for", () => {
    expect(resolveSettings({ flags: {} })).toEqual({
      data: 'mnist',
      validationSamples: 'all',
      hidden: [64],
      activation: 'sigmoid',
      initializer: { kind: 'uniform', low: -1, high: 1 },
      biasInitializer: 'default',
      optimizer: 'sgd',
      learningRate: 0.1,
      schedule: { kind: 'constant' },
      warmup: null,
      momentum: 0,
      batchSize: 32,
      epochs: 50,
      maxSteps: null,
      shuffle: true,
      seed: 1,
      validationsPerEpoch: 5,
      patience: 50,
      dtype: 'float32',
      initialWeights: null,
    })
  })

  it('lets flags win over the file, the file over the preset, the preset over the defaults', () => {
    const settings = resolveSettings({
      flags: { preset: 'all', momentum: 0.5 },
      config: { momentum: 0.7, learningRate: 0.03 },
    })
    expect(settings).toEqual({
      ...defaultSettings,
      momentum: 0.5,
      learningRate: 0.03,
      activation: 'improved-sigmoid',
      initializer: { kind: 'fan-in-normal' },
    })
  })

  it('takes a preset from the file, and that of a flag before it', () => {
    expect(resolveSettings({ flags: {}, config: { preset: 'all' } }).learningRate).toBe(0.02)
    expect(resolveSettings({ flags: { preset: 'init' }, config: { preset: 'all' } }).learningRate).toBe(0.1)
  })

  it('lets a flag take back what a file limits', () => {
    const settings = resolveSettings({
      flags: { maxSteps: null, patience: null, shuffle: true, initialWeights: null, warmup: null },
      config: { maxSteps: 10, patience: 3, shuffle: false, initialWeights: '/a', warmup: { steps: 5 } },
    })
    expect(settings).toMatchObject({
      maxSteps: null,
      patience: null,
      shuffle: true,
      initialWeights: null,
      warmup: null,
    })
  })
})

describe('presetSettingsOverruled', () => {
  it('names what the file decides otherwise', () => {
    const config = { learningRate: 0.1, momentum: 0.9, hidden: [32] }
    expect(presetSettingsOverruled('all', config)).toEqual(['learningRate'])
    expect(presetSettingsOverruled('all', {})).toEqual([])
  })
})
