import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Activation } from './addon-types.ts'
import { activate, activateBackward, improvedSigmoid, relu, sigmoid, tanh } from './kernels.ts'
import { arrayType, detach, dtypes, guarded, guardsIntact, oddLengths, samples } from './testing/arrays.ts'
import { expectClose, tolerance } from './testing/close.ts'
import * as naive from './testing/naive-kernels.ts'

const cases = naive.activations.flatMap(activation =>
  dtypes.map(dtype => ({ activation, dtype, name: JSON.stringify(activation) })),
)

describe.each(cases)('$name in $dtype', ({ activation, dtype }) => {
  const f = (z: ArrayLike<number>) => Array.from(z, value => naive.activate(activation, value))
  const type = arrayType(dtype)

  it('matches its formula at odd lengths and offsets', () => {
    for (const length of oddLengths) {
      const z = samples(dtype, length, length, -20, 20)
      const before = [...z]
      const y = guarded(dtype, length, 5)
      expect(activate(activation, z, y)).toBe(y)
      expectClose(y, f(z), tolerance[dtype])
      expect([...z]).toEqual(before)
      expect(guardsIntact(y)).toBe(true)
    }
  })

  it('writes into a new array of the same type without y', () => {
    const z = samples(dtype, 9)
    const y = activate(activation, z)
    expect(y).toBeInstanceOf(type)
    expect(y.buffer).not.toBe(z.buffer)
    expectClose(y, f(z), tolerance[dtype])
  })

  it('works in place', () => {
    const z = samples(dtype, 67)
    const expected = f(z)
    expect(activate(activation, z, z)).toBe(z)
    expectClose(z, expected, tolerance[dtype])
    expect(guardsIntact(z)).toBe(true)
  })

  it('keeps NaN and has the right limits', () => {
    const infinity = Number.POSITIVE_INFINITY
    const { kind, slope, alpha } = naive.spelledOut(activation)
    const limits = {
      sigmoid: [0, 1],
      'improved-sigmoid': [-1.7159, 1.7159],
      tanh: [-1, 1],
      relu: [0, infinity],
      'leaky-relu': [slope === 0 ? 0 : -infinity, infinity],
      elu: [-alpha, infinity],
      gelu: [0, infinity],
      silu: [0, infinity],
      softplus: [0, infinity],
      identity: [-infinity, infinity],
    }[kind]
    for (const length of [1, 40]) {
      const z = new type(length).fill(Number.NaN)
      expect([...activate(activation, z)].every(Number.isNaN)).toBe(true)
      expectClose(activate(activation, z.fill(-infinity)), Array(length).fill(limits[0]), tolerance[dtype])
      expectClose(activate(activation, z.fill(infinity)), Array(length).fill(limits[1]), tolerance[dtype])
    }
  })

  it('has the derivative that its formula has, from z or y = f(z)', () => {
    for (const length of oddLengths) {
      const z = samples(dtype, length, length, -6, 6)
      const saved = naive.derivesFromInput(activation) ? z : activate(activation, z)
      const dy = samples(dtype, length, length + 1)
      const dz = guarded(dtype, length, 5)
      expect(activateBackward(activation, saved, dy, dz)).toBe(dz)
      expectClose(
        dz,
        Array.from(z, (value, i) => dy[i]! * naive.derivative(activation, value)),
        tolerance[dtype] * 10,
      )
      expect(guardsIntact(dz)).toBe(true)
    }
  })

  it('gives the same gradient in a new array, in dy and in y', () => {
    const z = samples(dtype, 33)
    const y = activate(activation, z)
    const dy = samples(dtype, 33, 4)
    const dz = activateBackward(activation, y, dy)
    expect(dz).toBeInstanceOf(type)
    const inDy = dy.slice()
    activateBackward(activation, y, inDy, inDy)
    expect(inDy).toEqual(dz)
    const inY = y.slice()
    activateBackward(activation, inY, dy, inY)
    expect(inY).toEqual(dz)
    const square = dy.slice()
    activateBackward(activation, square, square, square)
    expectClose(square, [...activateBackward(activation, dy, dy)], 0)
  })
})

it.each([
  ['sigmoid', sigmoid],
  ['improved-sigmoid', improvedSigmoid],
  ['tanh', tanh],
  ['relu', relu],
] as const)('the function for %s is activate with that name', (activation, named) => {
  const z = samples('float64', 9)
  expect(named(z)).toEqual(activate(activation, z))
  const y = guarded('float64', 9)
  expect(named(z, y)).toBe(y)
  expect([...y]).toEqual([...activate(activation, z)])
})

it('ReLU has the derivative 0 at 0, and the values at 0 are exact', () => {
  const zero = Float64Array.of(0)
  expect([...activateBackward('relu', zero, Float64Array.of(5))]).toEqual([0])
  expect([sigmoid(zero), improvedSigmoid(zero), tanh(zero), relu(zero)].map(y => y[0])).toEqual([0.5, 0, 0, 0])
})

it('small arguments of tanh keep their relative precision', () => {
  for (const z of [1e-3, 1e-8, 1e-30, -1e-200]) {
    expect(tanh(Float64Array.of(z))[0]! / Math.tanh(z)).toBeCloseTo(1, 14)
    expect(improvedSigmoid(Float64Array.of(z))[0]! / (1.7159 * Math.tanh((2 / 3) * z))).toBeCloseTo(1, 14)
  }
})

it('sigmoid and tanh stay in their ranges, increase and are symmetric', () => {
  const finite = fc.double({ min: -1e3, max: 1e3, noNaN: true })
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1, maxLength: 70 }), values => {
      const z = Float64Array.from(values).sort()
      const mirrored = z.map(value => -value)
      const [s, t] = [sigmoid(z), tanh(z)]
      expect(s.every((y, i) => y >= 0 && y <= 1 && (i === 0 || y >= s[i - 1]! - 1e-15))).toBe(true)
      expect(t.every((y, i) => y >= -1 && y <= 1 && (i === 0 || y >= t[i - 1]! - 1e-15))).toBe(true)
      expectClose(
        sigmoid(mirrored),
        s.map(y => 1 - y),
        1e-15,
      )
      expectClose(
        tanh(mirrored),
        t.map(y => -y),
        0,
      )
    }),
  )
})

describe('an activation with its parameter', () => {
  const z = Float64Array.of(-2, -1, 0, 3)
  const both = [
    (activation: unknown) => activate(activation as Activation, z),
    (activation: unknown) => activateBackward(activation as Activation, z, z),
  ]

  it('has the default that its name has', () => {
    for (const call of both) {
      expect(call({ kind: 'leaky-relu' })).toEqual(call('leaky-relu'))
      expect(call({ kind: 'leaky-relu', slope: 0.01 })).toEqual(call('leaky-relu'))
      expect(call({ kind: 'elu', alpha: undefined })).toEqual(call('elu'))
      expect(call({ kind: 'elu', alpha: 1 })).toEqual(call('elu'))
    }
    expect([...activate({ kind: 'leaky-relu', slope: 0.5 }, z)]).toEqual([-1, -0.5, 0, 3])
    expect([...activate({ kind: 'leaky-relu', slope: 1 }, z)]).toEqual([...z])
    expectClose(activate({ kind: 'elu', alpha: 3 }, z), [3 * Math.expm1(-2), 3 * Math.expm1(-1), 0, 3], 1e-15)
  })

  it.each([
    [{ kind: 'leaky-relu', slope: -0.1 }, RangeError, 'slope: expected a number from 0 to 1, received -0.1'],
    [{ kind: 'leaky-relu', slope: 1.5 }, RangeError, 'slope: expected a number from 0 to 1, received 1.5'],
    [{ kind: 'leaky-relu', slope: Number.NaN }, RangeError, 'slope: expected a finite number, received NaN'],
    [{ kind: 'leaky-relu', slope: '0.1' }, TypeError, 'slope: expected a finite number, received "0.1"'],
    [{ kind: 'leaky-relu', alpha: 1 }, RangeError, "alpha: expected nothing beside kind 'leaky-relu', received 1"],
    [{ kind: 'elu', alpha: 0 }, RangeError, 'alpha: expected a finite number above 0, received 0'],
    [
      { kind: 'elu', alpha: Number.POSITIVE_INFINITY },
      RangeError,
      'alpha: expected a finite number, received Infinity',
    ],
    [{ kind: 'elu', alpha: 1e39 }, RangeError, 'alpha: expected a number that float32 can hold, received 1e+39'],
    [{ kind: 'elu', slope: 0.1 }, RangeError, "slope: expected nothing beside kind 'elu', received 0.1"],
    [{ kind: 'tanh' }, RangeError, `kind: expected one of 'leaky-relu', 'elu', received "tanh"`],
    [{ kind: 3 }, TypeError, "kind: expected one of 'leaky-relu', 'elu', received 3"],
    [{ kind: 'elu', beta: 1 }, RangeError, "options: expected no properties but 'kind', 'slope', 'alpha'"],
  ])('%j is refused', (activation, type, message) => {
    for (const call of both) {
      expect(() => call(activation)).toThrow(type)
      expect(() => call(activation)).toThrow(`activation: ${message}`)
    }
  })

  it('is read before the arrays, which a getter may detach', () => {
    const victim = new Float32Array(3)
    const activation = {
      get kind(): 'elu' {
        detach(victim)
        return 'elu'
      },
    }
    expect(() => activate(activation, victim)).toThrow('a Float32Array whose buffer is detached')
  })
})
