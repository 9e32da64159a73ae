import { describe, expect, it } from 'vitest'
import type { Panel, PlotModel, Series } from '../model.ts'
import { overlaps, textBoxes } from '../svg/text-boxes.ts'
import { drawFigure } from './draw-figure.ts'

const dots: Series = {
  key: 'dots',
  label: 'dots',
  stroke: { paint: 's1', width: 0, dash: [] },
  points: [
    [0, 0.25],
    [1, 0.75],
  ],
  dots: true,
}

function figure(tickLabels: readonly string[], panels = 1): PlotModel {
  const domain = [-0.5, tickLabels.length - 0.5] as const
  const panel: Panel = {
    x: {
      label: 'x',
      domain,
      scale: 'linear',
      format: 'number',
      ticks: tickLabels.map((_, index) => index),
      tickLabels,
    },
    y: { label: 'y', domain: [0, 1], scale: 'linear', format: 'number', ticks: [0, 1] },
    series: [dots],
  }
  const legend = [{ label: 'dots', stroke: dots.stroke, marker: true }]
  return { kind: 'plot', id: 'f', title: 'f', caption: [], panels: Array(panels).fill(panel), columns: panels, legend }
}

/** What stands on the axis below the panels. */
function labels(model: PlotModel): string[] {
  const boxes = textBoxes(drawFigure(model).svg)
  expect(overlaps(boxes)).toEqual([])
  return boxes.map(({ text }) => text).filter(text => !['x', 'y', 'f', 'dots', '0', '1'].includes(text))
}

describe('labels of ticks', () => {
  it('stand in the place of numbers', () => {
    expect(labels(figure(['64', '256-128', 'none']))).toEqual(['64', '256-128', 'none'])
  })

  it('are cut to their room, and a few of them left out where there is none', () => {
    const long = labels(figure(Array(6).fill('a label that is too long')))
    expect(long).toHaveLength(6)
    for (const text of long) expect(text).toMatch(/^a label.*…$/)
    const many = Array.from({ length: 30 }, (_, index) => `0.${1000 + index}`)
    const shown = labels(figure(many, 1))
    expect(shown.length).toBeGreaterThan(7)
    expect(shown.length).toBeLessThan(16)
    expect(shown.every(text => many.includes(text) || text.endsWith('…'))).toBe(true)
  })

  it('need no second one beside them', () => {
    expect(labels(figure(['alone']))).toEqual(['alone'])
  })
})

describe('a stroke of no width', () => {
  it('draws dots and no line, in the legend too', () => {
    const { svg } = drawFigure(figure(['a', 'b']))
    expect([...svg.matchAll(/<circle /g)]).toHaveLength(3)
    expect(svg).not.toContain('<path')
    expect(svg).not.toContain('stroke-width="0"')
  })
})
