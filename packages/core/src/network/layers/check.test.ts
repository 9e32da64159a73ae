import { expect, test } from 'vitest'
import { checkDropout, checkExtras } from './check.ts'

test('what a layer does not have is not there', () => {
  expect(checkExtras('layer', {}, true)).toStrictEqual({})
  expect(checkExtras('layer', { batchNorm: false, dropout: 0, l1: 0, l2: 0 }, false)).toStrictEqual({})
})

test('batch normalisation by its defaults or its own figures, frozen', () => {
  expect(checkExtras('layer', { batchNorm: true }, true)).toEqual({ batchNorm: { momentum: 0.1, epsilon: 1e-5 } })
  const { batchNorm } = checkExtras('layer', { batchNorm: { momentum: 1 } }, true)
  expect(batchNorm).toEqual({ momentum: 1, epsilon: 1e-5 })
  expect(Object.isFrozen(batchNorm)).toBe(true)
})

test('keeps dropout and penalties', () => {
  const extras = { dropout: 0.5, l1: 1e-4, l2: 1e-3 }
  expect(checkExtras('layer', extras, false)).toStrictEqual(extras)
  expect(checkDropout('inputDropout', 0.999)).toBe(0.999)
})

test.each<[object, string]>([
  [{ batchNorm: 'yes' }, 'layer.batchNorm: expected a plain object, received "yes"'],
  [{ batchNorm: null }, 'layer.batchNorm: expected a plain object, received null'],
  [{ batchNorm: { decay: 0.1 } }, "layer.batchNorm.decay: expected one of the options 'momentum', 'epsilon'"],
  [{ batchNorm: { momentum: 1.1 } }, 'layer.batchNorm.momentum: expected a finite number at least 0 and at most 1'],
  [{ batchNorm: { epsilon: 0 } }, 'layer.batchNorm.epsilon: expected a finite number at least 1e-30'],
  [{ dropout: 1 }, 'layer.dropout: expected a finite number at least 0 and below 1, received 1'],
  [{ dropout: '0.5' }, 'layer.dropout: expected a finite number'],
  [{ l1: -1 }, 'layer.l1: expected a finite number at least 0 and at most 1e+30, received -1'],
  [{ l2: Number.POSITIVE_INFINITY }, 'layer.l2: expected a finite number at least 0 and at most 1e+30'],
])('refuses %o', (layer, message) => {
  expect(() => checkExtras('layer', layer, false)).toThrow(message)
})

test('nothing of the last layer can be dropped', () => {
  expect(() => checkExtras('layer', { dropout: 0.1 }, true)).toThrow(
    'layer.dropout: expected 0 for the last layer, received 0.1',
  )
})
