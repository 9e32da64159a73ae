import { overlaps, textBoxes, viewBox } from '@blasnet/report/figures'
import { describe, expect, it } from 'vitest'
import { metricsOf } from '../../testing/metrics-of.ts'
import type { EvaluationReport } from '../evaluate-model.ts'
import { perClass } from '../per-class.ts'
import { evaluationFigure } from './evaluation-figure.ts'

function reportOf(
  metrics: EvaluationReport['metrics'],
  classes: number,
  classNames?: readonly string[],
): EvaluationReport {
  return {
    model: 'model.safetensors',
    architecture: '784-64-10',
    parameters: 50_880,
    dtype: 'float32',
    data: 'digits',
    split: 'test',
    dataset: 'digits <of mine>',
    loss: 0.29,
    lossFunction: 'softmax-cross-entropy',
    accuracy: metrics.accuracy,
    correct: metrics.correct,
    count: metrics.count,
    seconds: 0.01,
    classes: perClass(metrics, { classes, classNames }),
    metrics,
    mistakes: [],
  }
}

const texts = (svg: string) => textBoxes(svg).map(({ text }) => text)

/** Place, size and strength of the grounds of cells of one colour. */
function cells(svg: string, fill: string) {
  const pattern = new RegExp(
    `<rect x="([\\d.]+)" y="([\\d.]+)" width="([\\d.]+)" [^>]*fill="${fill}" fill-opacity="([\\d.]+)"`,
    'g',
  )
  return [...svg.matchAll(pattern)].map(([, x, y, width, strength]) => [x, y, width, strength].map(Number) as Cell)
}
type Cell = [x: number, y: number, width: number, strength: number]

const [rightPaint, wrongPaint, barPaint] = ['#007f7c', '#c2410c', '#2b98f0']

describe('evaluationFigure', () => {
  const metrics = metricsOf(3, [
    [0, 0, 30],
    [0, 1, 10],
    [1, 1, 5],
    [2, 2, 15],
    [2, 0, 5],
  ])
  const svg = evaluationFigure(reportOf(metrics, 3, ['cat', 'dog', 'hare']))

  it('says what was measured, with names and counts', () => {
    expect(texts(svg)[0]).toBe('784-64-10 on 65 digits <of mine>: 76.92 % right')
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['cat', 'hare', '30', '10', '15', 'expected calibration error 23.08 %']),
    )
    expect(texts(svg).filter(text => text === '5')).toHaveLength(2)
    expect(svg).toContain('digits &lt;of mine&gt;')
  })

  it('paints the diagonal by its share, and mistakes beside the most frequent one', () => {
    const right = cells(svg, rightPaint)
    expect(right.map(cell => cell[3])).toEqual([0.7, 0.9, 0.7])
    const [[x0, y0, width], [x1, y1]] = right as [Cell, Cell]
    expect([x1 - x0, y1 - y0].map(Math.round)).toEqual([Math.round(width), Math.round(width)])
    const wrong = cells(svg, wrongPaint)
    // Both are a quarter of their rows: the most there is.
    expect(wrong.map(cell => cell[3])).toEqual([0.9, 0.9])
    expect(wrong[0]!.slice(0, 2)).toEqual([x1, y0])
    expect(wrong[1]![0]).toBe(x0)
    expect(wrong[1]![1]).toBeGreaterThan(y1)
  })

  it('has a bar of the accuracy for each bin with samples', () => {
    const bars = [...svg.matchAll(new RegExp(`<rect [^>]*height="([\\d.]+)" fill="${barPaint}"`, 'g'))]
    const [full] = /<clipPath id="reliability"><rect [^>]*height="([\d.]+)"/.exec(svg)!.slice(1)
    expect(bars).toHaveLength(1)
    expect(Number(bars[0]![1]) / Number(full)).toBeCloseTo(50 / 65, 3)
  })

  it.each<[number, readonly string[] | undefined]>([
    [1, ['only']],
    [2, ['W'.repeat(200), 'x']],
    [10, undefined],
    [10, Array.from({ length: 10 }, (_, i) => `a long name of class ${i}`)],
    [40, undefined],
    [150, Array.from({ length: 150 }, (_, i) => `class ${i}`)],
  ])('keeps texts inside and apart, for %i classes', (classes, names) => {
    const pairs = Array.from({ length: classes }, (_, i) => [i, (i * 7) % classes, 1 + i * 13] as const)
    const drawn = evaluationFigure(reportOf(metricsOf(classes, pairs), classes, names))
    const { width, height } = viewBox(drawn)
    const outside = textBoxes(drawn).filter(
      box => box.left < 0 || box.top < 0 || box.right > width || box.bottom > height,
    )
    expect(outside).toEqual([])
    expect(overlaps(textBoxes(drawn))).toEqual([])
  })
})
