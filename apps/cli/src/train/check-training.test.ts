import { expect, it } from 'vitest'
import { flagName } from '../config/flag-name.ts'
import { defaultSettings, type Settings } from '../config/settings.ts'
import { UsageError } from '../errors/usage-error.ts'
import { checkTraining } from './check-training.ts'

const check = (change: Partial<Settings>) => checkTraining({ ...defaultSettings, ...change }, 3, flagName)

it.each<Partial<Settings>>([
  {},
  { momentum: 0.9, nesterov: true, weightDecay: 0.1 },
  { optimizer: { kind: 'rmsprop', centered: true }, momentum: 0.9 },
  { optimizer: { kind: 'sgd', decoupledWeightDecay: 0.1 } },
  { optimizer: { kind: 'adamw' }, weightDecay: 0 },
  { classWeights: [1, 2, 3], labelSmoothing: 0.1 },
  { validateOn: 'none', test: true },
  { validateOn: 'held-out', test: true, restoreBest: true, schedule: { kind: 'on-plateau' } },
])('takes %j', change => {
  expect(() => check(change)).not.toThrow()
})

it.each<[Partial<Settings>, string]>([
  [{ optimizer: { kind: 'adam' }, momentum: 0.9 }, '--momentum: expected 0 beside adam, which has none, received 0.9'],
  [
    { optimizer: { kind: 'rmsprop' }, momentum: 0.9, nesterov: true },
    '--nesterov: expected none beside rmsprop, as only sgd has it, received true',
  ],
  [{ nesterov: true }, '--nesterov: expected none without --momentum, received true'],
  [
    { optimizer: { kind: 'sgd', decoupledWeightDecay: 0.1 }, weightDecay: 0.1 },
    '--weight-decay: expected none beside a decoupled weight decay, received 0.1',
  ],
  [{ loss: { kind: 'huber' }, labelSmoothing: 0.1 }, '--label-smoothing: expected 0 beside huber, received 0.1'],
  [
    { loss: { kind: 'mean-squared-error' }, classWeights: 'balanced' },
    '--class-weights: expected none beside mean-squared-error, received balanced',
  ],
  [{ classWeights: [1, 2] }, '--class-weights: expected 3 numbers, one for each class, received [1,2]'],
  [
    { test: true },
    '--validate-on: expected held-out or none beside --test, as what is tested on must decide nothing, received test',
  ],
  [
    { validateOn: 'none', restoreBest: true },
    '--restore-best: expected none without validations, which say what is best, received true',
  ],
  [
    { validateOn: 'none', schedule: { kind: 'on-plateau' } },
    '--schedule: expected none on-plateau without validations, received {"kind":"on-plateau"}',
  ],
])('refuses %j', (change, message) => {
  expect(() => check(change)).toThrow(new UsageError(message))
})
