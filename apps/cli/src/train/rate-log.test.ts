import type { TrainingEvent } from '@blasnet/core'
import { expect, it } from 'vitest'
import { defaultSettings } from '../config/settings.ts'
import { RateLog } from './rate-log.ts'

const events: TrainingEvent[] = [
  { type: 'step-block', step: 0, losses: [1], epoch: 0, learningRate: 0.1, samplesPerSecond: 1 },
  { type: 'validation', epoch: 0, step: 0, loss: 1, accuracy: 0.5, trainAccuracy: 0.5 },
  { type: 'step-block', step: 1, losses: [1, 1], epoch: 0, learningRate: 0.08, samplesPerSecond: 1 },
  { type: 'step-block', step: 3, losses: [1], epoch: 0, learningRate: 0.05, samplesPerSecond: 1 },
  { type: 'validation', epoch: 0, step: 3, loss: 1, accuracy: 0.5, trainAccuracy: 0.5 },
]

it('keeps the rate of the step before each validation, where rates change', () => {
  const cosine = new RateLog({ ...defaultSettings, schedule: { kind: 'cosine' } })
  const constant = new RateLog(defaultSettings)
  for (const event of events) {
    cosine.update(event)
    constant.update(event)
  }
  expect([...cosine.rates]).toEqual([
    [0, 0.1],
    [3, 0.05],
  ])
  expect(constant.rates.size).toBe(0)
})
