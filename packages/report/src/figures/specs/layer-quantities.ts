import type { LayerQuantity } from '../../catalogue/figure.ts'
import type { DiagnosticsPoint, LayerDiagnostics, LayerShape } from '../../input.ts'
import { relativeUpdate } from '../../measures/layer-measures.ts'

/** A network with what was recorded in its layers, of one seed. */
export interface DiagnosedNetwork {
  readonly id: string
  readonly label: string
  readonly slot: number
  readonly seed: number
  readonly layers: readonly LayerShape[]
  readonly diagnostics: LayerDiagnostics
  readonly stepsPerEpoch: number
}

interface LayerQuantityDefinition {
  readonly label: string
  /** One number a layer. */
  readonly read: (point: DiagnosticsPoint) => readonly number[]
  /** Says nothing about the output layer, which has no activation. */
  readonly hiddenOnly?: boolean
}

export const layerQuantityDefinitions: Readonly<Record<LayerQuantity, LayerQuantityDefinition>> = {
  gradientNorm: { label: 'norm of the gradient ‖∂C/∂W‖', read: point => point.gradientNorm },
  weightNorm: { label: 'norm of the weights ‖W‖', read: point => point.weightNorm },
  updateNorm: { label: 'norm of the update ‖ΔW‖', read: point => point.updateNorm },
  relativeUpdate: {
    label: 'relative update ‖ΔW‖ / ‖W‖',
    read: point => point.updateNorm.map((_, layer) => relativeUpdate(point, layer)),
  },
  meanDerivative: {
    label: 'mean derivative f′(z)',
    read: point => point.meanDerivative,
    hiddenOnly: true,
  },
}

/** Layers that a quantity is shown of. */
export function shownLayers({ layers }: DiagnosedNetwork, quantity: LayerQuantity): number[] {
  const all = layers.map((_, index) => index)
  return layerQuantityDefinitions[quantity].hiddenOnly ? all.slice(0, -1) : all
}
