import { expect, it } from 'vitest'
import { defaultSettings } from '../config/settings.ts'
import { limitOptions, optimizerOptions } from './optimizer-options.ts'

it('gives the optimizer what it has', () => {
  const constant = { kind: 'constant' }
  expect(optimizerOptions(defaultSettings)).toEqual({
    kind: 'sgd',
    learningRate: 0.1,
    momentum: 0,
    schedule: constant,
  })
  const nesterov = { ...defaultSettings, momentum: 0.9, nesterov: true, weightDecay: 0.1 }
  expect(optimizerOptions(nesterov)).toEqual({
    ...{ kind: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.1, schedule: constant },
  })
  const adam = { ...defaultSettings, optimizer: { kind: 'adam', beta2: 0.99 }, learningRate: 0.01 } as const
  expect(optimizerOptions({ ...adam, warmup: { steps: 5 } })).toEqual({
    kind: 'adam',
    beta2: 0.99,
    learningRate: 0.01,
    schedule: { kind: 'constant', warmup: { steps: 5 } },
  })
})

it('limits what is to be limited', () => {
  expect(limitOptions(defaultSettings)).toEqual({})
  expect(limitOptions({ ...defaultSettings, clipNorm: 1 })).toEqual({ clipping: { norm: 1 } })
  expect(limitOptions({ ...defaultSettings, clipNorm: 1, clipValue: 2, maxNorm: 3, averaging: 0 })).toEqual({
    clipping: { norm: 1, value: 2 },
    maxNorm: 3,
    averaging: { decay: 0 },
  })
})
