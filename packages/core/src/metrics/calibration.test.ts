import { expect, it } from 'vitest'
import { calibration } from './calibration.ts'

/** The bin that holds a probability. */
function binOf(value: number, bins: number): number {
  const data = { probabilities: Float64Array.of(value), classes: 1, labels: [0] }
  return calibration(data, Uint32Array.of(0), bins).bins.findIndex(({ count }) => count === 1)
}

it('puts every upper edge, as it is reported, into its bin, and what is above it into the next', () => {
  for (let bins = 1; bins <= 120; bins++) {
    for (let bin = 0; bin < bins; bin++) {
      const edge = (bin + 1) / bins
      expect(binOf(edge, bins), `${bin + 1} / ${bins}`).toBe(bin)
      if (bin + 1 < bins) expect(binOf(edge * (1 + Number.EPSILON), bins), `above ${bin + 1} / ${bins}`).toBe(bin + 1)
    }
    expect(binOf(0, bins)).toBe(0)
  }
})
