import { expect, it } from 'vitest'
import { defaultSettings } from '../config/settings.ts'
import { lossOptions, weightsOf } from './loss-options.ts'

const data = { labels: Uint8Array.of(0, 0, 0, 1, 1, 2), classes: 4 }

it('says nothing that is not asked for', () => {
  expect(lossOptions(defaultSettings, data)).toEqual({ kind: 'softmax-cross-entropy' })
  const loss = { kind: 'huber', delta: 2 } as const
  expect(lossOptions({ ...defaultSettings, loss }, data)).toEqual(loss)
})

it('puts smoothing and weights to cross-entropy', () => {
  const settings = { ...defaultSettings, labelSmoothing: 0.1, classWeights: [1, 2, 3, 4] }
  expect(lossOptions(settings, data)).toEqual({
    kind: 'softmax-cross-entropy',
    labelSmoothing: 0.1,
    classWeights: [1, 2, 3, 4],
  })
})

it('balances classes: each counts the same in all, a sample 1 on average, and 1 where there is none', () => {
  const weights = weightsOf('balanced', data)
  expect(weights).toEqual([6 / (3 * 3), 6 / (3 * 2), 6 / (3 * 1), 1])
  const mean = [...data.labels].reduce((sum, label) => sum + weights[label]!, 0) / 6
  expect(mean).toBeCloseTo(1, 15)
})
