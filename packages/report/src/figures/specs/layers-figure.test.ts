import { expect, it } from 'vitest'
import { historyOf } from '../../testing/history.ts'
import { layerShapes, syntheticDiagnostics } from '../../testing/synthetic-layers.ts'
import type { DiagnosedNetwork } from './layer-quantities.ts'
import { layersFigure } from './layers-figure.ts'

const layers = layerShapes([64, 64])
const diagnostics = syntheticDiagnostics(layers, historyOf([2, 1, 0.5]))
const sgd: DiagnosedNetwork = { id: 'a', label: 'a', slot: 0, seed: 1, layers, diagnostics, stepsPerEpoch: 50 }
const unknown = diagnostics.points.map(point => ({ ...point, updateNorm: point.updateNorm.map(() => Number.NaN) }))
const adam: DiagnosedNetwork = { ...sgd, id: 'b', label: 'b', diagnostics: { ...diagnostics, points: unknown } }

it('leaves out networks of which a quantity is not known', () => {
  const spec = { kind: 'layers', id: 'f', title: 'F' } as const
  const titles = (quantity: 'gradientNorm' | 'updateNorm', networks: DiagnosedNetwork[]) => {
    const figure = layersFigure({ ...spec, quantity, networks: networks.map(({ id }) => id) }, networks)
    return figure?.panels.map(({ title }) => title)
  }
  expect(titles('gradientNorm', [sgd, adam])).toEqual(['a', 'b'])
  expect(titles('updateNorm', [sgd, adam])).toEqual(['a'])
  expect(titles('updateNorm', [adam])).toBeUndefined()
})
