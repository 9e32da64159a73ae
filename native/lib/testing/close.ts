import type { FloatArray } from '../addon-types.ts'

/** Relative error that a few dozen operations may cost in an element type. */
export const tolerance = { float32: 2e-5, float64: 1e-12 } as const

/**
 * Throws unless |actual − expected| ≤ tolerance · max(1, |expected|) for every element. NaN is close to NaN alone, and
 * an infinity to the same infinity. Names the worst element.
 */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  if (actual.length !== expected.length) {
    throw new Error(`expected ${expected.length} elements, received ${actual.length}`)
  }
  let worst = -1
  let largest = tolerance
  for (let i = 0; i < expected.length; i++) {
    const error = scaledError(actual[i]!, expected[i]!)
    if (error <= largest) continue
    largest = error
    worst = i
  }
  if (worst < 0) return
  throw new Error(
    `element ${worst} of ${expected.length}: expected ${expected[worst]}, received ${actual[worst]}, ` +
      `off by ${largest} where ${tolerance} is allowed`,
  )
}

function scaledError(actual: number, expected: number): number {
  if (Object.is(actual, expected) || actual === expected) return 0
  const error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected))
  // NaN would pass any comparison that asks whether it is too large.
  return Number.isFinite(error) ? error : Number.POSITIVE_INFINITY
}

/** The tolerance of the element type of `array`. */
export const toleranceOf = (array: FloatArray): number =>
  array instanceof Float32Array ? tolerance.float32 : tolerance.float64

/** Throws unless both hold the same bytes. Much faster on long arrays than comparing them as values. */
export function expectSameBits(actual: FloatArray, expected: FloatArray): void {
  if (actual.constructor !== expected.constructor) throw new Error('arrays of different types')
  const bytes = ({ buffer, byteOffset, byteLength }: FloatArray) => Buffer.from(buffer, byteOffset, byteLength)
  if (bytes(actual).equals(bytes(expected))) return
  expectClose(actual, expected, 0)
  throw new Error('equal values with different bits')
}
