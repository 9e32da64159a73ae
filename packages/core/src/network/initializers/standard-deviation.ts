import type { Initializer } from './options.ts'

/** Kinds whose spread follows from the size of the layer. */
export type ScaledKind = Exclude<Initializer['kind'], 'uniform' | 'normal' | 'orthogonal' | 'constant'>

export interface Fans {
  /** Inputs of each unit, with the constant 1 of a bias that is drawn with the weights. */
  readonly fanIn: number
  /** Units. */
  readonly fanOut: number
}

/**
 * Standard deviation of a weight: 1/√fan-in (LeCun) keeps the variance of linear units from layer to layer, √(2/fan-in)
 * (He) that of ReLU, √(2/(fan-in + fan-out)) (Glorot) lies between keeping that of outputs and that of gradients.
 */
export function standardDeviation(kind: ScaledKind, { fanIn, fanOut }: Fans): number {
  switch (kind) {
    case 'fan-in-normal':
    case 'lecun-normal':
    case 'lecun-uniform':
      return 1 / Math.sqrt(fanIn)
    case 'he-normal':
    case 'he-uniform':
      return Math.SQRT2 / Math.sqrt(fanIn)
    case 'glorot-normal':
    case 'glorot-uniform':
      return Math.SQRT2 / Math.sqrt(fanIn + fanOut)
  }
}
