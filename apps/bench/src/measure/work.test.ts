import { describe, expect, it } from 'vitest'
import { dtypeName, networkName } from './network-name.ts'
import { bytesPerForwardPass, bytesPerStep, flopsPerSample, forwardFlopsPerSample } from './work.ts'

describe('flopsPerSample', () => {
  it('counts 204.5 kFLOP for 784-64-10', () => {
    // Two products of 784·64 and three of 64·10, two operations each.
    expect(flopsPerSample([784, 64, 10])).toBe(204_544)
    expect(forwardFlopsPerSample([784, 64, 10])).toBe(101_632)
  })
  it('counts the input gradient of every layer but the first', () => {
    expect(flopsPerSample([2, 3])).toBe(4 * 6)
    expect(flopsPerSample([2, 3, 4])).toBe(4 * 6 + 6 * 12)
  })
})

describe('bytes', () => {
  it('counts inputs as bytes, weights and velocities read and written', () => {
    expect(bytesPerStep([2, 3, 4], 5, 'float32')).toBe(5 * 2 + 4 * 18 * 4)
    expect(bytesPerForwardPass([2, 3, 4], 5, 'float64')).toBe(5 * 2 + 18 * 8)
  })
})

describe('networkName', () => {
  it.each([
    [[784, 64, 10], '784-64-10'],
    [[784, 800, 800, 10], '784-800-800-10'],
    [[784, 64, 64, 64, 10], '784-64x3-10'],
    [[10, 10, 10], '10x3'],
    [[784, 10], '784-10'],
  ])('%j', (widths, name) => {
    expect(networkName(widths)).toBe(name)
  })
  it('dtypes are short in ids', () => {
    expect([dtypeName('float32'), dtypeName('float64')]).toEqual(['f32', 'f64'])
  })
})
