import { describe, expect, it } from 'vitest'
import { curvesFigure } from '../figures/specs/curves-figure.ts'
import { historyOf } from '../testing/history.ts'
import { hoverData } from './hover-data.ts'

const network = (id: string, label: string, losses: number[][]) => ({
  id,
  label,
  slot: 2,
  histories: losses.map(values => historyOf(values)),
  seeds: losses.map((_, index) => index + 1),
})
const figure = (id: string, quantity: 'validationLoss' | 'trainLoss', ...networks: ReturnType<typeof network>[]) =>
  curvesFigure({ kind: 'curves', id, title: id, quantities: [quantity] }, networks)!

describe('hoverData', () => {
  it('holds every curve once, with even steps as three numbers', () => {
    const a = network('a', 'A', [[3, 2, 1]])
    const data = hoverData([figure('one', 'validationLoss', a), figure('two', 'validationLoss', a)])
    expect(data.curves).toEqual({ 'a/validationLoss|A': { n: 'A', c: 's2', x: { even: [0, 10, 3] }, y: [3, 2, 1] } })
    expect(data.figures.one!.map(({ curves }) => curves)).toEqual([['a/validationLoss|A']])
    expect(data.figures.one![0]).toMatchObject({ stepsPerEpoch: 50, x: { domain: [0, 21], scale: 'linear' } })
  })

  it('holds means of ten steps with their deviation for training losses', () => {
    const { curves } = hoverData([figure('f', 'trainLoss', network('a', 'A', [[3, 2, 1]]))])
    const [curve] = Object.values(curves)
    expect(curve!.x).toEqual({ all: [4.5, 14.5] })
    const expected = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].reduce((sum, n) => sum + 1 / n, 0) / 10
    expect(curve!.y[0]).toBeCloseTo(expected, 4)
    expect(curve!.d).toHaveLength(2)
  })

  it('holds single seeds beyond where the first of them stops', () => {
    const { curves } = hoverData([
      figure(
        'f',
        'validationLoss',
        network('a', 'A', [
          [4, 3],
          [6, 5, 4, 3],
        ]),
      ),
    ])
    expect(curves['a/validationLoss|A']).toMatchObject({
      y: [5, 4],
      d: [Math.SQRT2, Math.SQRT2].map(value => expect.closeTo(value, 4)),
    })
    expect(curves['a/validationLoss/1|A, seed 2']).toMatchObject({ x: { all: [20, 30] }, y: [4, 3] })
    expect(Object.keys(curves)).toHaveLength(2)
  })
})
