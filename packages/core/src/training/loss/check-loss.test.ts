import { expect, test } from 'vitest'
import { checkLoss, LOSS_KINDS } from './check-loss.ts'

test('softmax cross-entropy when nothing is said', () => {
  expect(checkLoss('loss', undefined, 3)).toEqual({ kind: 'softmax-cross-entropy', labelSmoothing: 0 })
})

test.each(LOSS_KINDS)('%s: its name stands for its defaults', kind => {
  expect(checkLoss('loss', kind, 3)).toEqual(checkLoss('loss', { kind }, 3))
  expect(checkLoss('loss', kind, 3).kind).toBe(kind)
})

test('fills in defaults and makes arrays of weights', () => {
  expect(checkLoss('loss', { kind: 'huber' }, 1)).toEqual({ kind: 'huber', delta: 1 })
  expect(checkLoss('loss', { kind: 'binary-cross-entropy', positiveWeights: 2 }, 3)).toEqual({
    kind: 'binary-cross-entropy',
    positiveWeights: Float64Array.of(2, 2, 2),
  })
  const weighted = { kind: 'softmax-cross-entropy', labelSmoothing: 0.1, classWeights: [0, 1] }
  expect(checkLoss('loss', weighted, 2)).toEqual({ ...weighted, classWeights: Float64Array.of(0, 1) })
})

const softmax = (more: object) => ({ kind: 'softmax-cross-entropy', ...more })
const binary = (positiveWeights: unknown) => ({ kind: 'binary-cross-entropy', positiveWeights })

test.each<[unknown, string]>([
  ['mse', "loss: expected one of 'softmax-cross-entropy', 'binary-cross-entropy', 'mean-squared-error', 'huber'"],
  [{}, "loss.kind: expected one of 'softmax-cross-entropy'"],
  [{ kind: 'toString' }, 'loss.kind: expected one of'],
  [5, 'loss: expected a plain object, received 5'],
  [{ kind: 'mean-squared-error', delta: 1 }, "loss.delta: expected one of the options 'kind', received 1"],
  [{ kind: 'huber', delta: 0 }, 'loss.delta: expected a finite number at least 1e-30 and at most 1e+30, received 0'],
  [softmax({ labelSmoothing: 1 }), 'loss.labelSmoothing: expected a finite number at least 0 and at most 0.999999'],
  [softmax({ classWeights: [1] }), 'loss.classWeights: expected an array of 2 numbers, one for each unit'],
  [softmax({ classWeights: 1 }), 'loss.classWeights: expected an array of 2 numbers'],
  [softmax({ classWeights: new Float64Array(2) }), 'received a Float64Array of length 2'],
  [softmax({ classWeights: [1, -1] }), 'loss.classWeights[1]: expected a finite number at least 0'],
  [softmax({ classWeights: [0, 0] }), 'loss.classWeights: expected a number above 0 among them'],
  [softmax({ classWeights: new Array(2) }), 'loss.classWeights[0]: expected a finite number at least 0'],
  [binary([1, Number.NaN]), 'loss.positiveWeights[1]: expected a finite number at least 0'],
  [binary([1, 2, 3]), 'loss.positiveWeights: expected an array of 2 numbers'],
  [binary('1'), 'loss.positiveWeights: expected an array of 2 numbers'],
  [binary(0), 'loss.positiveWeights: expected a number above 0 among them'],
])('refuses %o', (value, message) => {
  expect(() => checkLoss('loss', value, 2)).toThrow(message)
})

test('softmax of one output is refused, said or not', () => {
  const message = "loss: expected one of 'binary-cross-entropy', 'mean-squared-error', 'huber' for one unit in the last"
  expect(() => checkLoss('loss', undefined, 1)).toThrow(message)
  expect(() => checkLoss('loss', softmax({}), 1)).toThrow(message)
})
