import { expect, expectTypeOf, test } from 'vitest'
import { createNetwork } from '../../index.ts'
import type { ResolvedLayer } from '../architecture.ts'
import type { LayerOptions } from '../options.ts'
import { checkInitializer, INITIALIZER_KINDS } from './check.ts'
import type { BiasInitializer, Initializer } from './options.ts'

test('the types name every kind that the check takes', () => {
  expectTypeOf<Initializer['kind']>().toEqualTypeOf<(typeof INITIALIZER_KINDS)[number]>()
  expectTypeOf(checkInitializer).returns.toEqualTypeOf<Initializer>()
  expect(new Set(INITIALIZER_KINDS).size).toBe(11)
})

test('wrong initializers do not compile', () => {
  const wrong = [
    // @ts-expect-error no such kind
    { units: 1, initializer: { kind: 'xavier' } },
    // @ts-expect-error a normal distribution needs its deviation
    { units: 1, initializer: { kind: 'normal', mean: 0 } },
    // @ts-expect-error a constant needs its value
    { units: 1, initializer: { kind: 'constant' } },
    // @ts-expect-error its size decides how far weights of Glorot's spread
    { units: 1, initializer: { kind: 'glorot-uniform', low: -1 } },
    // @ts-expect-error only an orthogonal matrix has a gain
    { units: 1, initializer: { kind: 'he-normal', gain: 2 } },
    // @ts-expect-error a bias has no fans
    { units: 1, biasInitializer: { kind: 'he-normal' } },
    // @ts-expect-error without a bias there is nothing to initialise
    { units: 1, bias: false, biasInitializer: { kind: 'constant', value: 0 } },
    // @ts-expect-error a bias is no part of an orthogonal matrix
    { units: 1, initializer: { kind: 'orthogonal' }, biasInitializer: { kind: 'with-weights' } },
  ] satisfies LayerOptions[]
  // JavaScript gets an error for each of them.
  for (const layer of wrong)
    expect(() => createNetwork({ inputs: 1, layers: [layer as LayerOptions] })).toThrow('layers[0].')
})

test('layers of a network can be given to another', () => {
  expectTypeOf<ResolvedLayer>().toExtend<LayerOptions>()
  expectTypeOf<NonNullable<ResolvedLayer['biasInitializer']>>().toEqualTypeOf<BiasInitializer>()
  const initializers: Initializer[] = [{ kind: 'orthogonal' }, { kind: 'uniform', low: 0, high: 1 }]
  const given = initializers.map((initializer, index) => ({ units: 3, bias: index === 1, initializer }))
  const first = createNetwork({ inputs: 2, layers: given, seed: 1 })
  const second = createNetwork({ inputs: 2, layers: first.layers, seed: 1 })
  expect(second.layers).toEqual(first.layers)
  expect(second.parameters()).toEqual(first.parameters())
})
