import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InputArray } from './addon-types.ts'
import { gather } from './kernels.ts'
import { dtypes, guarded, guardsIntact, randomBytes, samples } from './testing/arrays.ts'
import { expectClose, tolerance } from './testing/close.ts'
import * as naive from './testing/naive-kernels.ts'

const kinds = ['uint8', 'float32', 'float64'] as const

function inputsOf(kind: (typeof kinds)[number], length: number): InputArray {
  return kind === 'uint8' ? randomBytes(length + 1).subarray(1) : samples(kind, length, 9, -300, 300)
}

describe.each(dtypes.flatMap(dtype => kinds.map(kind => ({ dtype, kind }))))(
  'gather of $kind to $dtype',
  ({ dtype, kind }) => {
    it('matches its formula for any shape and any indices', () => {
      const shape = fc.record({
        features: fc.integer({ min: 1, max: 70 }),
        count: fc.integer({ min: 1, max: 9 }),
        indices: fc.array(fc.nat(8), { maxLength: 12 }),
      })
      fc.assert(
        fc.property(shape, ({ features, count, indices: wanted }) => {
          const inputs = inputsOf(kind, features * count)
          const indices = Uint32Array.from(wanted, index => index % count)
          const out = guarded(dtype, indices.length * features, 5)
          gather({ inputs, features, indices, mean: 33.55, standardDeviation: 78.875, out })
          expectClose(out, naive.gather(inputs, features, indices, 33.55, 78.875), tolerance[dtype])
          expect(guardsIntact(out)).toBe(true)
        }),
      )
    })

    it('copies exactly with mean 0 and deviation 1', () => {
      const inputs = inputsOf(kind, 5 * 19)
      const out = guarded(dtype, 2 * 19)
      gather({ inputs, features: 19, indices: Uint32Array.of(4, 0), mean: 0, standardDeviation: 1, out })
      const expected = [...inputs.subarray(76), ...inputs.subarray(0, 19)]
      expect([...out]).toEqual(dtype === 'float32' ? expected.map(Math.fround) : expected)
    })
  },
)

it('gather reads from shared memory and the same row many times', () => {
  const inputs = new Uint8Array(new SharedArrayBuffer(6))
  inputs.set([0, 50, 100, 150, 200, 250])
  const out = new Float64Array(8)
  gather({ inputs, features: 2, indices: Uint32Array.of(2, 2, 0, 2), mean: 100, standardDeviation: 50, out })
  expect([...out]).toEqual([2, 3, 2, 3, -2, -1, 2, 3])
})
