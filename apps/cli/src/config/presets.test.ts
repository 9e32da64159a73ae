import { describe, expect, it } from 'vitest'
import { matchingPreset, presets } from './presets.ts'
import { defaultSettings } from './settings.ts'

const uniform = { kind: 'uniform', low: -1, high: 1 }
const fanIn = { kind: 'fan-in-normal' }

describe('presets', () => {
  it('are the four variants of the study, one trick more each', () => {
    expect(presets).toEqual({
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

describe('matchingPreset', () => {
  it.each(['baseline', 'init', 'sigmoid', 'all'] as const)('knows %s', name => {
    expect(matchingPreset({ ...presets[name] })).toBe(name)
  })

  it.each([{ learningRate: 0.2 }, { momentum: 0.5 }, { activation: 'tanh' as const }])(
    'sees that %j is none',
    change => {
      expect(matchingPreset({ ...presets.baseline, ...change })).toBeUndefined()
    },
  )

  it('sees another range of the uniform initializer', () => {
    const initializer = { kind: 'uniform', low: -0.5, high: 1 } as const
    expect(matchingPreset({ ...presets.baseline, initializer })).toBeUndefined()
  })
})
