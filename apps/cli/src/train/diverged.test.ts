import { NonFiniteLossError } from '@blasnet/core'
import { expect, it } from 'vitest'
import { defaultSettings } from '../config/settings.ts'
import { explainDiverged } from './diverged.ts'

const explain = (error: NonFiniteLossError, change = {}) =>
  (explainDiverged(error, { ...defaultSettings, ...change }) as Error).message

const nan = { measuredOn: 'the training batch', loss: Number.NaN, step: 7 }

it('says where the first number was that is not finite, and which flags help', () => {
  expect(explain(new NonFiniteLossError({ ...nan, firstIn: 1 }))).toBe(
    'training diverged: the loss of the training batch at step 7 is NaN, first in layer 1; try a --learning-rate well below 0.1, or --initializer fan-in-normal, or --clip-norm 1; nothing was written',
  )
  const settings = { momentum: 0.9, clipNorm: 5, initializer: { kind: 'he-normal' } }
  expect(explain(new NonFiniteLossError({ ...nan, firstIn: 'inputs' }), settings)).toBe(
    'training diverged: the loss of the training batch at step 7 is NaN, and so are inputs; try a --learning-rate well below 0.1, or less --momentum than 0.9; nothing was written',
  )
  expect(explain(new NonFiniteLossError({ ...nan, firstIn: 'loss' }), settings)).toMatch(/ is NaN; try /)
})

it('leaves other errors alone', () => {
  const error = new Error('full')
  expect(explainDiverged(error, defaultSettings)).toBe(error)
})
