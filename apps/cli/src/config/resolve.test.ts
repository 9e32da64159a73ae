import { describe, expect, it } from 'vitest'
import { presetSettingsOverruled, resolveSettings } from './resolve.ts'
import { defaultSettings } from './settings.ts'

describe('resolveSettings', () => {
  it("gives the study's task 2c when nothing is asked for", () => {
    expect(resolveSettings({ flags: {} })).toEqual({
      data: 'mnist',
      augment: null,
      validateOn: 'test',
      validationSamples: 'all',
      test: false,
      hidden: [64],
      activation: 'sigmoid',
      initializer: { kind: 'uniform', low: -1, high: 1 },
      biasInitializer: 'default',
      dropout: 0,
      inputDropout: 0,
      batchNorm: false,
      optimizer: { kind: 'sgd' },
      learningRate: 0.1,
      schedule: { kind: 'constant' },
      warmup: null,
      momentum: 0,
      nesterov: false,
      weightDecay: null,
      clipNorm: null,
      clipValue: null,
      maxNorm: null,
      l1: 0,
      l2: 0,
      averaging: null,
      loss: { kind: 'softmax-cross-entropy' },
      labelSmoothing: 0,
      classWeights: null,
      batchSize: 32,
      epochs: 50,
      maxSteps: null,
      shuffle: true,
      seed: 1,
      validationsPerEpoch: 5,
      patience: 50,
      stopMetric: 'loss',
      restoreBest: false,
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

describe('the learning rate', () => {
  const adam = { kind: 'adam' } as const

  it.each([
    ['sgd', 0.1],
    ['rmsprop', 0.001],
    ['adam', 0.001],
    ['adamw', 0.001],
    ['adagrad', 0.01],
  ] as const)('of %s is %d unless somebody says otherwise', (kind, rate) => {
    expect(resolveSettings({ flags: { optimizer: { kind } } }).learningRate).toBe(rate)
    expect(resolveSettings({ flags: { optimizer: { kind }, learningRate: 0.5 } }).learningRate).toBe(0.5)
    expect(resolveSettings({ flags: { optimizer: { kind } }, config: { learningRate: 0.5 } }).learningRate).toBe(0.5)
  })

  it('and the momentum of a preset go with its optimizer', () => {
    const settings = resolveSettings({ flags: { preset: 'all', optimizer: adam } })
    expect(settings).toMatchObject({ learningRate: 0.001, momentum: 0, activation: 'improved-sigmoid' })
    expect(resolveSettings({ flags: { preset: 'all', optimizer: { kind: 'sgd' } } }).momentum).toBe(0.9)
  })

  it('and the weight decay of a file go with the optimizer that the file names', () => {
    const config = { optimizer: adam, learningRate: 0.01, weightDecay: 0.2, batchSize: 64 }
    const settings = resolveSettings({ flags: { optimizer: { kind: 'sgd' } }, config })
    expect(settings).toMatchObject({ optimizer: { kind: 'sgd' }, learningRate: 0.1, weightDecay: null, batchSize: 64 })
    const same = resolveSettings({ flags: { optimizer: { kind: 'adam', beta2: 0.99 } }, config })
    expect(same).toMatchObject({ learningRate: 0.01, weightDecay: 0.2, optimizer: { beta2: 0.99 } })
  })
})

describe('what is validated on', () => {
  it('is kept apart from what is tested on, unless somebody says otherwise', () => {
    expect(resolveSettings({ flags: { test: true } }).validateOn).toBe('held-out')
    expect(resolveSettings({ flags: { test: true, trainSamples: 'all' } }).validateOn).toBe('none')
    expect(resolveSettings({ flags: { test: true, validateOn: 'none' } }).validateOn).toBe('none')
    expect(resolveSettings({ flags: { trainSamples: 'all' } }).validateOn).toBe('test')
  })
})

describe('presetSettingsOverruled', () => {
  it('names what the file decides otherwise', () => {
    const config = { learningRate: 0.1, momentum: 0.9, hidden: [32] }
    expect(presetSettingsOverruled('all', config)).toEqual(['learningRate'])
    expect(presetSettingsOverruled('all', {})).toEqual([])
  })
})
