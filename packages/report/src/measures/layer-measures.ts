import type { DiagnosticsPoint, LayerDiagnostics, LayerShape } from '../input.ts'
import { geometricMean, mean } from './statistics.ts'

export interface LayerMeasures {
  readonly gradientRatio?: number
  readonly gradientRatioAtStart?: number
  readonly updateRatio?: number
  readonly meanDerivative?: number
}

/**
 * What depth does to the gradient. Only hidden layers of one shape are compared (in ten layers of 64: the nine that
 * are 64 × 64), as the norm of a larger matrix is larger for no other reason than its size.
 */
export function layerMeasures(layers: readonly LayerShape[], { points }: LayerDiagnostics): LayerMeasures {
  if (points.length === 0) return {}
  const hidden = layers.map((_, index) => index).slice(0, -1)
  const alike = sameShape(layers)
  const [first, last] = [alike[0], alike.at(-1)]
  const derivative = hidden.length > 0 && {
    meanDerivative: mean(points.flatMap(point => hidden.map(index => point.meanDerivative[index]!))),
  }
  if (first === undefined || last === undefined || first === last) return { ...derivative }
  const gradient = points.map(({ gradientNorm }) => gradientNorm[first]! / gradientNorm[last]!)
  const update = points.map(point => relativeUpdate(point, first) / relativeUpdate(point, last))
  return {
    gradientRatio: geometricMean(gradient),
    gradientRatioAtStart: gradient[0]!,
    // Only SGD tells how far a step moved a layer.
    ...(!update.some(Number.isNaN) && { updateRatio: geometricMean(update) }),
    ...derivative,
  }
}

/** ‖ΔW‖ / ‖W‖ */
export function relativeUpdate(point: DiagnosticsPoint, layer: number): number {
  return point.updateNorm[layer]! / point.weightNorm[layer]!
}

/** Indices of the longest row of hidden layers that have one shape. */
export function sameShape(layers: readonly LayerShape[]): number[] {
  let best: number[] = []
  let row: number[] = []
  for (const [index, layer] of layers.slice(0, -1).entries()) {
    const before = layers[row.at(-1) ?? -1]
    const continues = before && before.inputs === layer.inputs && before.units === layer.units
    row = continues ? [...row, index] : [index]
    if (row.length > best.length) best = row
  }
  return best
}
