import type { LayerDiagnostics, LayerShape, RunHistory } from '../input.ts'
import { normal, seededRandom } from './random.ts'

/** The layers of a network of the study: a bias on the first one only. */
export function layerShapes(hidden: readonly number[], activation = 'sigmoid'): LayerShape[] {
  const units = [...hidden, 10]
  return units.map((count, index) => ({
    inputs: index === 0 ? 784 : units[index - 1]!,
    units: count,
    bias: index === 0,
    activation: index < hidden.length ? activation : 'identity',
  }))
}

/** Diagnostics whose gradient shrinks by `factor` in every layer on its way back to the first. */
export function syntheticDiagnostics(
  layers: readonly LayerShape[],
  history: RunHistory,
  factor = 0.9,
): LayerDiagnostics {
  const random = seededRandom(layers.length)
  const last = layers.length - 1
  return {
    samples: 1000,
    points: history.validation.map(({ step }) => {
      const size = Math.exp(-step / 8000 + 0.2 * normal(random))
      const gradientNorm = layers.map((_, layer) => size * factor ** (last - layer))
      return {
        step,
        gradientNorm,
        weightNorm: layers.map(({ units }) => Math.sqrt(units)),
        updateNorm: gradientNorm.map(norm => 0.02 * norm),
        meanDerivative: layers.map((_, layer) => (layer === last ? 1 : 0.8 - 0.05 * layer)),
      }
    }),
  }
}
