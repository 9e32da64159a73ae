import { OPTIMIZER_KINDS } from '@blasnet/core/options'
import { describe, expect, it } from 'vitest'
import { flagText } from './flag.ts'
import { checkOptimizer, formatOptimizer, type Optimizer, optimizerText } from './optimizer.ts'

describe('checkOptimizer', () => {
  it.each<readonly [unknown, object]>([
    ...OPTIMIZER_KINDS.map(kind => [kind, { kind }] as const),
    ['Adam: beta2=0.99, Beta1=.8', { kind: 'adam', beta1: 0.8, beta2: 0.99 }],
    ['adam:beta1=0.9,beta2=0.999,epsilon=1e-8', { kind: 'adam' }],
    ['adamw:amsgrad,epsilon=1e-6', { kind: 'adamw', epsilon: 1e-6, amsgrad: true }],
    ['rmsprop:centered', { kind: 'rmsprop', centered: true }],
    ['rmsprop:rho=0.9', { kind: 'rmsprop', rho: 0.9 }],
    ['adagrad:initial-accumulator=0.1', { kind: 'adagrad', initialAccumulator: 0.1 }],
    ['sgd:decoupled-weight-decay=1e-4', { kind: 'sgd', decoupledWeightDecay: 1e-4 }],
    [
      { kind: 'adam', beta2: 0.99, beta1: 0.9, amsgrad: false },
      { kind: 'adam', beta2: 0.99 },
    ],
  ])('reads %j', (given, optimizer) => {
    expect(checkOptimizer('--optimizer', given)).toEqual(optimizer)
  })

  it('keeps values in one order, so that equal ones are written alike', () => {
    const written = JSON.stringify(checkOptimizer('', 'adam:epsilon=1e-6,beta1=0.8'))
    expect(written).toBe('{"kind":"adam","beta1":0.8,"epsilon":0.000001}')
    expect(JSON.stringify(checkOptimizer('', { epsilon: 1e-6, kind: 'adam', beta1: 0.8 }))).toBe(written)
  })

  it.each([
    [
      'lion',
      "--optimizer: expected 'sgd[:decoupled-weight-decay=NUMBER]', 'rmsprop[:rho=NUMBER,epsilon=NUMBER,centered]', " +
        "'adam[:beta1=NUMBER,beta2=NUMBER,epsilon=NUMBER,amsgrad]'",
    ],
    ['adam:0.001', '\'adam[:beta1=NUMBER,beta2=NUMBER,epsilon=NUMBER,amsgrad]\', received "adam:0.001"'],
    ['adam:', 'received "adam:"'],
    ['adam:amsgrad=1', 'received "adam:amsgrad=1"'],
    ['adam:amsgrad,amsgrad', 'received "adam:amsgrad,amsgrad"'],
    ['adam:beta1=0.9,beta1=0.9', 'received "adam:beta1=0.9,beta1=0.9"'],
    ['adam:beta1=1', '--optimizer.beta1: expected a finite number at least 0 and '],
    ['adagrad:epsilon=0', '--optimizer.epsilon: expected a finite number at least 1e-30'],
    ['sgd:momentum=0.9', "expected 'sgd[:decoupled-weight-decay=NUMBER]', received"],
    [{ kind: 'sgd', momentum: 0.9 }, '--optimizer.momentum: expected a setting of its own, momentum, received 0.9'],
    [{ kind: 'adam', learningRate: 1 }, '--optimizer.learningRate: expected a setting of its own, learningRate'],
    [{ kind: 'adam', rho: 1 }, "--optimizer.rho: expected one of the options 'kind'"],
    [{ kind: 'lion' }, "--optimizer.kind: expected one of 'sgd', 'rmsprop', 'adam', 'adamw', 'adagrad'"],
    [5, 'expected a plain object, received 5'],
    [null, 'received null'],
  ])('refuses %j', (given, message) => {
    expect(() => checkOptimizer('--optimizer', given)).toThrow(message)
  })

  it('suggests the one that was meant', () => {
    const parse = flagText('--optimizer', checkOptimizer)
    for (const kind of OPTIMIZER_KINDS) expect(() => parse(`${kind}x`)).toThrow(`did you mean ${kind}?`)
  })
})

it.each<[Optimizer, string, string]>([
  [{ kind: 'sgd' }, 'sgd', 'SGD'],
  [{ kind: 'adam', beta2: 0.99, amsgrad: true }, 'adam:beta2=0.99,amsgrad', 'Adam beta2=0.99,amsgrad'],
  [{ kind: 'adamw', beta1: 0.8 }, 'adamw:beta1=0.8', 'AdamW beta1=0.8'],
  [{ kind: 'rmsprop', centered: true }, 'rmsprop:centered', 'RMSprop centered'],
  [{ kind: 'adagrad', epsilon: 1e-6 }, 'adagrad:epsilon=0.000001', 'Adagrad epsilon=0.000001'],
])('writes %j as %s, which the flag reads', (optimizer, text, words) => {
  expect(formatOptimizer(optimizer)).toBe(text)
  expect(checkOptimizer('--optimizer', text)).toEqual(optimizer)
  expect(optimizerText(optimizer)).toBe(words)
})
