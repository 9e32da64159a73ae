import { expect, test } from 'vitest'
import { checkEarlyStopping, checkMetrics } from './check-stopping.ts'

test('defaults: the loss, the lower the better; anything else, the higher the better', () => {
  const plan = { patience: 3, metric: 'loss', goal: 'lowest', restoreBest: false }
  expect(checkEarlyStopping(undefined, [])).toBeUndefined()
  expect(checkEarlyStopping({ patience: 3 }, [])).toEqual(plan)
  expect(checkEarlyStopping({ patience: 3, metric: 'accuracy' }, [])).toEqual({
    ...{ ...plan, metric: 'accuracy', goal: 'highest' },
  })
  expect(checkEarlyStopping({ patience: 3, metric: 'auc' }, ['auc'])).toMatchObject({ metric: 'auc', goal: 'highest' })
  expect(checkEarlyStopping({ patience: 1, metric: 'auc', goal: 'lowest', restoreBest: true }, ['auc'])).toEqual({
    ...{ patience: 1, metric: 'auc', goal: 'lowest', restoreBest: true },
  })
})

test.each<[unknown, string]>([
  [null, 'earlyStopping: expected a plain object, received null'],
  [{ patience: 1.5 }, 'earlyStopping.patience: expected an integer at least 1'],
  [{ patience: 1, metric: 'f1' }, "earlyStopping.metric: expected one of 'loss', 'accuracy', 'trainAccuracy', 'auc'"],
  [{ patience: 1, metric: '' }, 'earlyStopping.metric: expected a string that is not empty'],
  [{ patience: 1, goal: 'max' }, "earlyStopping.goal: expected one of 'lowest', 'highest', received \"max\""],
  [{ patience: 1, restoreBest: 1 }, 'earlyStopping.restoreBest: expected true or false, received 1'],
  [{ patience: 1, minDelta: 1 }, 'earlyStopping.minDelta: expected one of the options'],
])('refuses %o', (value, message) => {
  expect(() => checkEarlyStopping(value, ['auc'])).toThrow(message)
})

test('metrics are functions by name', () => {
  const auc = () => 1
  expect(checkMetrics(undefined).size).toBe(0)
  expect([...checkMetrics({ auc, 'top-5': auc })]).toEqual([
    ['auc', auc],
    ['top-5', auc],
  ])
})

test.each<[unknown, string]>([
  [[], 'metrics: expected a plain object, received an array of length 0'],
  [{ auc: 1 }, 'metrics.auc: expected a function, received 1'],
  [{ loss: () => 1 }, 'metrics: expected names of letters, digits, _ and - other than loss, accuracy, trainAccuracy'],
  [{ '0': () => 1 }, 'metrics: expected names of letters'],
  [{ 'a b': () => 1 }, 'received "a b"'],
])('refuses the metrics %o', (value, message) => {
  expect(() => checkMetrics(value)).toThrow(message)
})
