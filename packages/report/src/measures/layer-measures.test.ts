import { describe, expect, it } from 'vitest'
import { layerShapes } from '../testing/synthetic-layers.ts'
import { layerMeasures, sameShape } from './layer-measures.ts'

describe('sameShape', () => {
  it('finds the longest row of hidden layers of one shape', () => {
    expect(sameShape(layerShapes([64, 64, 64, 64]))).toEqual([1, 2, 3])
    expect(sameShape(layerShapes([60, 60]))).toEqual([0])
    expect(sameShape(layerShapes([32, 32, 64, 64, 64, 64]))).toEqual([3, 4, 5])
    expect(sameShape(layerShapes([]))).toEqual([])
  })
})

describe('layerMeasures', () => {
  const layers = layerShapes([64, 64, 64])
  const point = {
    step: 0,
    gradientNorm: [100, 2, 8, 1],
    weightNorm: [1, 2, 4, 1],
    updateNorm: [1, 1, 1, 1],
    meanDerivative: [0.2, 0.4, 0.6, 1],
  }

  it('compares the first and the last of the layers that are alike', () => {
    const later = { ...point, step: 10, gradientNorm: [100, 4, 4, 1] }
    const found = layerMeasures(layers, { samples: 10, points: [point, later] })
    expect(found.gradientRatioAtStart).toBe(0.25)
    expect(found.gradientRatio).toBeCloseTo(Math.sqrt(0.25 * 1), 12)
    // ‖ΔW‖ / ‖W‖ is 1/2 in the second layer, 1/4 in the third.
    expect(found.updateRatio).toBeCloseTo(2, 12)
    // The output layer has no activation to speak of.
    expect(found.meanDerivative).toBeCloseTo(0.4, 12)
  })

  it('has no ratio of updates where the optimizer does not tell them', () => {
    const unknown = { ...point, updateNorm: [Number.NaN, Number.NaN, Number.NaN, Number.NaN] }
    const found = layerMeasures(layers, { samples: 10, points: [unknown] })
    expect(Object.keys(found)).toEqual(['gradientRatio', 'gradientRatioAtStart', 'meanDerivative'])
  })

  it('has no ratio to give for one hidden layer', () => {
    const shallow = { ...point, gradientNorm: [1, 1], weightNorm: [1, 1], updateNorm: [1, 1], meanDerivative: [0.3, 1] }
    expect(layerMeasures(layerShapes([64]), { samples: 10, points: [shallow] })).toEqual({ meanDerivative: 0.3 })
    expect(layerMeasures(layers, { samples: 10, points: [] })).toEqual({})
  })
})
