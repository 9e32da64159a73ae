import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sgd } from './kernels.ts'
import { dtypes, guarded, guardsIntact, oddLengths, samples } from './testing/arrays.ts'
import { expectClose, tolerance } from './testing/close.ts'

describe.each(dtypes)('sgd in %s', dtype => {
  it('takes one step worked by hand, and a second one with momentum', () => {
    const weights = guarded(dtype, 2)
    const gradient = guarded(dtype, 2)
    const velocity = guarded(dtype, 2)
    weights.set([1, -2])
    gradient.set([0.5, 4])
    velocity.set([2, -1])
    sgd({ weights, gradient, velocity, learningRate: 0.25, momentum: 0.5 })
    expect([...velocity]).toEqual([1.5, 3.5])
    expect([...weights]).toEqual([0.625, -2.875])
    sgd({ weights, gradient, velocity, learningRate: 0.25, momentum: 0.5 })
    expect([...velocity]).toEqual([1.25, 5.75])
    expect([...weights]).toEqual([0.3125, -4.3125])
    expect([...gradient]).toEqual([0.5, 4])
  })

  it('matches its formula at odd lengths, and writes nothing else', () => {
    for (const length of oddLengths) {
      const [weights, gradient, velocity] = [1, 2, 3].map(seed => samples(dtype, length, seed)) as [never, never, never]
      const before = { weights: [...weights], gradient: [...gradient], velocity: [...velocity] } as Record<
        string,
        number[]
      >
      sgd({ weights, gradient, velocity, learningRate: 0.1, momentum: 0.9 })
      const v = before.gradient!.map((g, i) => g + 0.9 * before.velocity![i]!)
      expectClose(velocity, v, tolerance[dtype])
      expectClose(
        weights,
        before.weights!.map((w, i) => w - 0.1 * v[i]!),
        tolerance[dtype],
      )
      expect([...gradient]).toEqual(before.gradient)
      expect([weights, gradient, velocity].every(guardsIntact)).toBe(true)
    }
  })
})

it('sgd on any numbers is the formula to the last bits in float64', () => {
  const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  const row = fc.tuple(finite, finite, finite)
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), finite, finite, (rows, learningRate, momentum) => {
      const [weights, gradient, velocity] = [0, 1, 2].map(i => Float64Array.from(rows, values => values[i]!))
      sgd({ weights: weights!, gradient: gradient!, velocity: velocity!, learningRate, momentum })
      rows.forEach(([w, g, v], i) => {
        const next = g + momentum * v
        expect(Math.abs(velocity![i]! - next)).toBeLessThanOrEqual(1e-15 * (Math.abs(g) + Math.abs(momentum * v)))
        const moved = learningRate * velocity![i]!
        expect(Math.abs(weights![i]! - (w - moved))).toBeLessThanOrEqual(1e-15 * (Math.abs(w) + Math.abs(moved)))
      })
    }),
  )
})
