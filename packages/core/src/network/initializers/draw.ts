import { type FloatArray, fillNormal, fillUniform } from '@blasnet/native'
import type { Initializer, SeparateBiasInitializer } from './options.ts'
import { orthogonalMatrix } from './orthogonal.ts'
import { type Fans, standardDeviation } from './standard-deviation.ts'

/** Where random numbers come from; see docs/determinism.md. */
export interface Source {
  readonly seed: number
  readonly stream: number
}

/**
 * Fills `out`: weights [fanOut, fanIn] row-major, or [fanOut, fanIn − 1] and then as many biases as units, of which all
 * numbers are drawn alike.
 */
export function drawWeights(initializer: Initializer, out: FloatArray, fans: Fans, source: Source): void {
  const { kind } = initializer
  if (kind === 'uniform' || kind === 'normal' || kind === 'constant') {
    draw(initializer, out, source)
  } else if (kind === 'orthogonal') {
    orthogonalMatrix({ out, rows: fans.fanOut, columns: fans.fanIn, gain: initializer.gain ?? 1, ...source })
  } else if (kind === 'glorot-uniform' || kind === 'he-uniform' || kind === 'lecun-uniform') {
    // U[−a, a) has the standard deviation a/√3.
    const bound = Math.sqrt(3) * standardDeviation(kind, fans)
    fillUniform({ out, low: -bound, high: bound, ...source })
  } else {
    fillNormal({ out, mean: 0, standardDeviation: standardDeviation(kind, fans), ...source })
  }
}

/** Fills `out` without regard to the size of the layer. */
export function draw(distribution: SeparateBiasInitializer, out: FloatArray, source: Source): void {
  if (distribution.kind === 'uniform') {
    fillUniform({ out, low: distribution.low, high: distribution.high, ...source })
  } else if (distribution.kind === 'normal') {
    const { mean = 0, standardDeviation } = distribution
    fillNormal({ out, mean, standardDeviation, ...source })
  } else {
    out.fill(distribution.value)
  }
}
