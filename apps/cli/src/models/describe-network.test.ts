import { expect, it } from 'vitest'
import { architectureText } from './describe-network.ts'

it.each([
  [[784, 64, 10], '784-64-10'],
  [[784, 60, 60, 10], '784-60-60-10'],
  [[784, 64, 64, 64, 10], '784-64-64-64-10'],
  [[784, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 10], '784-64x10-10'],
  [[10, 10], '10-10'],
])('%j: %s', ([inputs, ...units], text) => {
  const layers = units.map(count => {
    return { units: count, activation: 'identity', bias: false, initializer: { kind: 'fan-in-normal' } } as const
  })
  expect(architectureText({ inputs: inputs!, layers })).toBe(text)
})
