import { LOSS_KINDS } from '@blasnet/core/options'
import { describe, expect, it } from 'vitest'
import { flagText } from './flag.ts'
import { checkClassWeights, checkLoss, formatLoss } from './loss.ts'

describe('checkLoss', () => {
  it.each<readonly [unknown, unknown]>([
    ...LOSS_KINDS.map(kind => [kind, { kind }] as const),
    ['huber:0.5', { kind: 'huber', delta: 0.5 }],
    ['huber:delta=1', { kind: 'huber' }],
    ['binary-cross-entropy:positive-weights=3', { kind: 'binary-cross-entropy', positiveWeights: 3 }],
    [
      { kind: 'huber', delta: 2 },
      { kind: 'huber', delta: 2 },
    ],
  ])('reads %j', (given, loss) => {
    expect(checkLoss('--loss', given)).toEqual(loss)
  })

  it.each([
    ['hinge', "--loss: expected 'softmax-cross-entropy', 'binary-cross-entropy[:POSITIVE-WEIGHTS]'"],
    ['huber:0', '--loss.delta: expected a finite number at least 1e-30'],
    ['mean-squared-error:1', 'expected \'mean-squared-error\', received "mean-squared-error:1"'],
    [{ kind: 'softmax-cross-entropy', labelSmoothing: 0.1 }, '--loss.labelSmoothing: expected a setting of its own'],
    [{ kind: 'softmax-cross-entropy', classWeights: [1, 2] }, '--loss.classWeights: expected a setting of its own'],
    [{ kind: 'binary-cross-entropy', positiveWeights: [1, 2] }, '--loss.positiveWeights: expected one number for all'],
    [{ kind: 'huber', positiveWeights: 2 }, "--loss.positiveWeights: expected one of the options 'kind', 'delta'"],
    [5, 'expected a plain object, received 5'],
  ])('refuses %j', (given, message) => {
    expect(() => checkLoss('--loss', given)).toThrow(message)
  })

  it('suggests the one that was meant', () => {
    for (const kind of LOSS_KINDS) {
      expect(() => flagText('--loss', checkLoss)(`${kind}x`)).toThrow(`did you mean ${kind}?`)
    }
  })
})

it.each([
  [{ kind: 'mean-squared-error' }, 'mean-squared-error'],
  [{ kind: 'huber', delta: 0.5 }, 'huber:0.5'],
  [{ kind: 'binary-cross-entropy', positiveWeights: 3 }, 'binary-cross-entropy:3'],
] as const)('writes %j as %s, which the flag reads', (loss, text) => {
  expect(formatLoss(loss)).toBe(text)
  expect(checkLoss('--loss', text)).toEqual(loss)
})

describe('checkClassWeights', () => {
  it.each([
    ['balanced', 'balanced'],
    ['none', null],
    [null, null],
    ['1,0, 2.5', [1, 0, 2.5]],
    [
      [1, 2],
      [1, 2],
    ],
  ])('reads %j', (given, weights) => {
    expect(checkClassWeights('--class-weights', given)).toEqual(weights)
  })

  it.each([
    ['balance', "--class-weights: expected 'balanced', a number for each class, as 1,1,2, or 'none', received"],
    ['1', "expected 'balanced', a number for each class"],
    ['1,,2', "expected 'balanced', a number for each class"],
    [[1, '2'], '--class-weights, class 1: expected a finite number at least 0'],
    ['1,-1', '--class-weights, class 1: expected a finite number at least 0 and at most 1e+30, received -1'],
    ['0,0', 'expected a number above 0 among them'],
    [3, "expected 'balanced'"],
  ])('refuses %j', (given, message) => {
    expect(() => checkClassWeights('--class-weights', given)).toThrow(message)
  })
})
