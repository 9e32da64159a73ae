import type { LayerDiagnostics, LayerShape } from '../input.ts'
import { layerMeasures, sameShape } from '../measures/layer-measures.ts'
import { mean } from '../measures/statistics.ts'

/** Below this ratio of first to last hidden layer a gradient is called vanishing, above its inverse exploding. */
export const vanishesBelow = 0.1

export interface DepthFinding {
  readonly ratioAtStart?: number
  /** Over training: the ratio's root, one factor for each layer that the gradient passes on its way back. */
  readonly factorPerLayer?: number
  /** Mean of f′(z) over hidden layers. */
  readonly derivativeAtStart?: number
  readonly derivativeAtEnd?: number
  readonly word: 'vanishes' | 'explodes' | 'does not vanish' | 'too shallow to tell'
}

/** Whether the gradient of one run vanishes on its way back through the layers. */
export function depthFinding(layers: readonly LayerShape[], diagnostics: LayerDiagnostics): DepthFinding {
  const { gradientRatio, gradientRatioAtStart } = layerMeasures(layers, diagnostics)
  const derivative = (point = diagnostics.points[0]) => point && mean(point.meanDerivative.slice(0, -1))
  const derivatives = {
    ...withValue('derivativeAtStart', derivative()),
    ...withValue('derivativeAtEnd', derivative(diagnostics.points.at(-1))),
  }
  if (gradientRatio === undefined) return { ...derivatives, word: 'too shallow to tell' }
  const passed = sameShape(layers).length - 1
  return {
    ...derivatives,
    ...withValue('ratioAtStart', gradientRatioAtStart),
    factorPerLayer: gradientRatio ** (1 / passed),
    word:
      gradientRatio < vanishesBelow ? 'vanishes' : gradientRatio > 1 / vanishesBelow ? 'explodes' : 'does not vanish',
  }
}

function withValue(name: string, value: number | undefined) {
  return value === undefined || !Number.isFinite(value) ? {} : { [name]: value }
}
