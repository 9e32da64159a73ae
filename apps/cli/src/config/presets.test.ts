import { describe, expect, it } from 'vitest'
import { matchingPreset, presetNames, presets } from './presets.ts'
import { defaultSettings, type Settings } from './settings.ts'

const uniform = { kind: 'uniform', low: -1, high: 1 }
const fanIn = { kind: 'fan-in-normal' }

describe('presets', () => {
  it('are the four variants of the study, one trick more each', () => {
    const { fast: _, best: __, ...study } = presets
    expect(study).toEqual({
      baseline: { activation: 'sigmoid', initializer: uniform, learningRate: 0.1, momentum: 0 },
      init: { activation: 'sigmoid', initializer: fanIn, learningRate: 0.1, momentum: 0 },
      sigmoid: { activation: 'improved-sigmoid', initializer: fanIn, learningRate: 0.1, momentum: 0 },
      all: { activation: 'improved-sigmoid', initializer: fanIn, learningRate: 0.02, momentum: 0.9 },
    })
  })

  it('begin with the defaults', () => {
    expect(matchingPreset(defaultSettings)).toBe('baseline')
  })
})

describe('fast and best', () => {
  it.each(['fast', 'best'] as const)('%s looks at the test images in the end only', name => {
    const everything = { trainSamples: 'all', validateOn: 'none', test: true, patience: null }
    expect(presets[name]).toMatchObject(everything)
  })
})

describe('matchingPreset', () => {
  it.each(presetNames)('knows %s', name => {
    expect(matchingPreset({ ...defaultSettings, ...presets[name] })).toBe(name)
  })

  it.each<Partial<Settings>>([
    ...[{ learningRate: 0.2 }, { momentum: 0.5 }, { activation: 'tanh' as const }, { batchNorm: true }],
    ...[{ optimizer: { kind: 'adam' as const } }, { dropout: 0.5 }, { schedule: { kind: 'cosine' as const } }],
    ...[{ warmup: { steps: 5 } }, { biasInitializer: { kind: 'constant' as const, value: 0 } }, { restoreBest: true }],
    { activation: { kind: 'elu', alpha: 2 } },
  ])('sees that %j is none', change => {
    expect(matchingPreset({ ...defaultSettings, ...presets.baseline, ...change })).toBeUndefined()
  })

  it('sees another range of the uniform initializer', () => {
    const initializer = { kind: 'uniform', low: -0.5, high: 1 } as const
    expect(matchingPreset({ ...defaultSettings, initializer })).toBeUndefined()
  })

  it('looks at what a preset is, not at what it is run on and for how long', () => {
    const change = { hidden: [7], seed: 5, epochs: 2, batchSize: 1, dtype: 'float64', data: '/d', test: true } as const
    expect(matchingPreset({ ...defaultSettings, ...presets.all, ...change })).toBe('all')
  })

  it('takes an object for the same whatever the order of its keys', () => {
    const initializer = { high: 1, low: -1, kind: 'uniform' } as const
    expect(matchingPreset({ ...defaultSettings, initializer })).toBe('baseline')
  })
})
