import { expect, it } from 'vitest'
import { gradientTolerance } from './tolerance.ts'

it('is ε² where rounding is far below it', () => {
  expect(gradientTolerance(1e-3, 2.3)).toEqual({ value: 1e-3 ** 2, kind: 'truncation' })
  expect(gradientTolerance(1e-4, 100)).toEqual({ value: 1e-4 ** 2, kind: 'truncation' })
})

it('is the rounding of the loss where ε is too small for that', () => {
  const { value, kind } = gradientTolerance(1e-6, 2.5)
  expect(kind).toBe('rounding')
  expect(value / 1e-6).toBeCloseTo((64 * 2 ** -53 * 2.5) / 1e-12, 9)
  expect(gradientTolerance(1e-6, 0.001).value).toBe((64 * 2 ** -53) / 1e-6)
})
