import { overlaps, textBoxes, viewBox } from '@blasnet/report/figures'
import { describe, expect, it } from 'vitest'
import { diverged, finished, plan } from '../../testing/sweep-plan.ts'
import type { Metric } from '../question.ts'
import { rankGroups } from '../rank.ts'
import type { TrialResult } from '../trial-result.ts'
import { metricAxis } from './metric-axis.ts'
import { sweepFigure, sweepModel } from './sweep-figure.ts'

function factsOf(asked: ReturnType<typeof plan>, results: readonly TrialResult[], metric: Metric = 'accuracy') {
  return { plan: asked, metric, results, ranking: rankGroups(results, metric) } as const
}
const texts = (svg: string) => textBoxes(svg).map(({ text }) => text)
const circles = (svg: string) => [...svg.matchAll(/<circle /g)].length

describe('sweepModel', () => {
  const asked = plan({ vary: ['momentum=0.9,0,0.5', 'activation=relu,tanh'] })
  const accuracies = [0.9, 0.92, 0.91, 0.93, 0.89, 0.94]
  const results = asked.trials.map((trial, index) => finished(trial, accuracies[index]!))
  const model = sweepModel(factsOf(asked, results))!
  const points = (panel: number, key: string) => {
    const series = model.panels[panel]!.series.find(each => each.key === key)
    return key === 'best' ? series?.stops : series?.points
  }

  it('has a panel for each setting, numbers in their order and words in that of the list', () => {
    expect(model.panels.map(({ x }) => [x.label, x.ticks, x.tickLabels])).toEqual([
      ['momentum', [0, 1, 2], ['0', '0.5', '0.9']],
      ['activation', [0, 1], ['relu', 'tanh']],
    ])
  })

  it('has every trial in every panel, the best one marked', () => {
    const [left, right] = [-0.03, 0.03]
    expect(points(0, 'trials')).toEqual([
      [2 + left, 0.9],
      [2 + right, 0.92],
      [0 + left, 0.91],
      [0 + right, 0.93],
      [1 + left, 0.89],
    ])
    expect(points(0, 'best')).toEqual([[1 + right, 0.94]])
    expect(points(1, 'best')).toEqual([[1.06, 0.94]])
    expect(points(0, 'beyond')).toEqual([])
  })

  it('joins the medians of numbers, not of words', () => {
    const medians = points(0, 'median')!
    expect(medians.map(([x]) => x)).toEqual([0, 1, 2])
    for (const [index, median] of [0.92, 0.915, 0.91].entries()) expect(medians[index]![1]).toBeCloseTo(median, 12)
    expect(points(1, 'median')).toBeUndefined()
  })

  it('has a log axis for what was drawn so, and places of its own for every trial', () => {
    const drawn = plan({ sample: ['learning-rate=log:0.001:1', 'momentum=uniform:0:0.9'], random: 4 })
    const { panels } = sweepModel(
      factsOf(
        drawn,
        drawn.trials.map(trial => finished(trial, 0.5)),
      ),
    )!
    expect(panels.map(({ x }) => [x.scale, x.domain])).toEqual([
      ['log', [0.001, 1]],
      ['linear', [0, 0.9]],
    ])
    const all = panels[0]!.series.flatMap(({ points: own, stops = [] }) => [...own, ...stops]).map(([x]) => x)
    expect(all.toSorted()).toEqual(drawn.trials.map(({ settings }) => settings.learningRate).toSorted())
  })

  it('puts trials that diverged at the worse end, and says so', () => {
    const some: TrialResult[] = [
      diverged(asked.trials[0]!),
      ...results.slice(1, 5),
      { kind: 'missing', trial: asked.trials[5]! },
    ]
    for (const metric of ['accuracy', 'loss'] as const) {
      const { panels, legend, title } = sweepModel(factsOf(asked, some, metric))!
      const [low, high] = panels[0]!.y.domain
      expect(panels[0]!.series.find(({ key }) => key === 'beyond')!.points).toEqual([
        [1.97, metric === 'accuracy' ? low : high],
      ])
      expect(legend.at(-1)!.label).toBe('1 diverged')
      expect(title).toBe(`Validation ${metric} of 4 trials`)
    }
  })

  it('leaves a setting of one value out, unless all are', () => {
    const labels = (vary: readonly string[]) => {
      const made = plan({ vary })
      const ended = made.trials.map(trial => finished(trial, 0.5))
      return sweepModel(factsOf(made, ended))!.panels.map(({ x }) => x.label)
    }
    expect(labels(['hidden=8', 'momentum=0,0.5'])).toEqual(['momentum'])
    expect(labels(['hidden=8', 'momentum=0'])).toEqual(['hidden', 'momentum'])
  })

  it('keeps trials of one value within its place, however many there are', () => {
    const made = plan({ vary: ['hidden=8,16'], seeds: 100 })
    const [panel] = sweepModel(
      factsOf(
        made,
        made.trials.map(trial => finished(trial, 0.5)),
      ),
    )!.panels
    const xs = panel!.series.flatMap(({ points: own, stops = [] }) => [...own, ...stops]).map(([x]) => x)
    expect(xs).toHaveLength(200)
    expect(xs.every(x => Math.abs(x - Math.round(x)) <= 0.25)).toBe(true)
    expect(new Set(xs).size).toBe(200)
  })

  it('is none where nothing has finished', () => {
    expect(sweepModel(factsOf(asked, asked.trials.map(diverged)))).toBeUndefined()
  })
})

describe('metricAxis', () => {
  it('reaches over all trials', () => {
    const { domain } = metricAxis('accuracy', [0.9, 0.92, 0.95])
    expect(domain[0]).toBeCloseTo(0.9 - 0.07 * 0.05, 12)
    expect(domain[1]).toBeCloseTo(0.95 + 0.07 * 0.05, 12)
  })

  it('leaves out what is far worse than the rest, and nothing that is far better', () => {
    const good = [0.95, 0.951, 0.952, 0.953, 0.954, 0.955, 0.956]
    expect(metricAxis('accuracy', [0.1, ...good]).domain[0]).toBeGreaterThan(0.94)
    expect(metricAxis('accuracy', [...good, 0.999]).domain[1]).toBeGreaterThan(0.999)
    expect(metricAxis('loss', [0.1, 0.11, 0.12, 0.13, 0.14, 50]).domain[1]).toBeLessThan(0.2)
    expect(metricAxis('loss', [0.001, 0.11, 0.12, 0.13, 0.14]).domain[0]).toBeLessThanOrEqual(0.001)
  })

  it.each<[Metric, number]>([
    ['accuracy', 1],
    ['accuracy', 0],
    ['loss', 0.3],
    ['loss', 0],
  ])('has room around a single %s of %f, within what is possible', (metric, figure) => {
    const [low, high] = metricAxis(metric, [figure]).domain
    expect(low).toBeGreaterThanOrEqual(0)
    expect(high).toBeGreaterThan(low)
    if (metric === 'accuracy') expect(high).toBeLessThanOrEqual(1)
  })
})

describe('sweepFigure', () => {
  const wide = (n: number) => `learning-rate=${Array.from({ length: n }, (_, i) => (i + 1) / 1000).join()}`
  it.each<[string, Parameters<typeof plan>[0]]>([
    ['one setting', { vary: ['hidden=8,16'] }],
    [
      'long values',
      { vary: ['schedule=step:0.5,10epochs;step:0.25,20epochs;one-cycle:start-divisor=10;cosine', 'hidden=8'] },
    ],
    ['many values', { vary: [wide(60)] }],
    ['many values in narrow panels', { vary: [wide(20), 'momentum=0,0.5', 'hidden=8,16', 'batch-size=8,9'] }],
    ['six settings', { vary: ['hidden=8', 'momentum=0', 'batch-size=8', 'epochs=1', 'activation=relu', 'seed=1'] }],
    ['ranges', { sample: ['learning-rate=log:0.00001:10', 'batch-size=log:8:512'], random: 50 }],
  ])('keeps texts inside and apart: %s', (_, asked) => {
    const made = plan(asked)
    const svg = sweepFigure(
      factsOf(
        made,
        made.trials.map((trial, index) => finished(trial, 0.5 + index / 1000)),
      ),
    )!
    const { width, height } = viewBox(svg)
    const boxes = textBoxes(svg)
    expect(boxes.filter(box => box.left < 0 || box.top < 0 || box.right > width || box.bottom > height)).toEqual([])
    expect(overlaps(boxes)).toEqual([])
    // A dot for each trial in each panel, and one in the legend for trials and best.
    const panels = [...svg.matchAll(/<clipPath /g)].length
    expect(circles(svg)).toBe(made.trials.length * panels + 2)
  })

  it('writes the values on the axis', () => {
    const made = plan({ vary: ['hidden=8,16-4'] })
    const svg = sweepFigure(
      factsOf(
        made,
        made.trials.map(trial => finished(trial, 0.5)),
      ),
    )!
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['8', '16-4', 'hidden', 'validation accuracy', 'best', '50.00 %']),
    )
  })
})
