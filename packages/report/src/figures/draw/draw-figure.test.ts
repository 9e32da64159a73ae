import { describe, expect, it } from 'vitest'
import { assembleReport } from '../../document/assemble.ts'
import { makeContext } from '../../document/context.ts'
import { judgeExpectations, judgeTasks } from '../../document/judge.ts'
import { figuresOf } from '../../page/render.ts'
import { studyInput } from '../../testing/study-input.ts'
import type { FigureModel, PlotModel } from '../model.ts'
import { renderPng } from '../png.ts'
import { overlaps, textBoxes, viewBox } from '../svg/text-boxes.ts'
import { drawFigure } from './draw-figure.ts'
import { narrowLayout, wideLayout } from './layout.ts'

async function studyFigures(seeds: number[]): Promise<FigureModel[]> {
  const context = makeContext(await studyInput({ seeds }))
  return figuresOf(assembleReport(context, judgeTasks(context), judgeExpectations(context)))
}

const one = await studyFigures([1])
const several = await studyFigures([1, 2, 3])
const drawings = [
  ...one.map(figure => ({ figure, seeds: 1 })),
  ...several.map(figure => ({ figure, seeds: 3 })),
].flatMap(({ figure, seeds }) =>
  [wideLayout, narrowLayout].flatMap(layout =>
    [undefined, 'page'].map(embedded => ({
      name: `${figure.id}, ${seeds} seeds, ${layout.width} wide${embedded ? ', on a page' : ''}`,
      figure,
      drawn: drawFigure(figure, { layout, ...(embedded && { embedded }) }),
    })),
  ),
)

describe('figures of the study', () => {
  it('are all there', () => {
    expect(one.map(({ id }) => id)).toEqual([
      '2a-images',
      '2c-loss',
      '2c-accuracy',
      '3-training-loss',
      '3-validation-accuracy',
      '3-validation-loss',
      '4a-training-loss',
      '4a-validation-loss',
      '4a-training-accuracy',
      '4a-validation-accuracy',
      '4d-training-loss',
      '4d-validation-loss',
      '4d-training-accuracy',
      '4d-validation-accuracy',
      '4e-training-loss',
      '4e-validation-loss',
      '4e-training-accuracy',
      '4e-validation-accuracy',
      '4e-gradient',
      '4e-gradient-profile',
      '4e-update',
      '4e-derivative',
      '4e-others',
    ])
  })

  it.each(drawings)('$name: no text is cut off or covers another', ({ drawn }) => {
    const boxes = textBoxes(drawn.svg)
    const { width, height } = viewBox(drawn.svg)
    expect(boxes.length).toBeGreaterThan(2)
    for (const { text, left, right, top, bottom } of boxes) {
      expect(left, text).toBeGreaterThanOrEqual(0)
      expect(right, text).toBeLessThanOrEqual(width)
      expect(top, text).toBeGreaterThanOrEqual(0)
      expect(bottom, text).toBeLessThanOrEqual(height)
    }
    expect(overlaps(boxes)).toEqual([])
  })

  it.each(drawings)('$name: no text lies over the curves', ({ drawn }) => {
    for (const { area } of drawn.frames) {
      const over = textBoxes(drawn.svg).filter(({ left, right, top, bottom }) => {
        return left < area.x + area.width && right > area.x && top < area.y + area.height - 1 && bottom > area.y + 1
      })
      expect(over).toEqual([])
    }
  })

  it.each(drawings)('$name: coordinates are numbers', ({ drawn }) => {
    expect(drawn.svg).not.toMatch(/NaN|Infinity|undefined/)
  })

  it('type is large enough for print: 16 of 960 units across 16 cm are 7.6 points', () => {
    const sizes = drawings.flatMap(({ drawn }) =>
      [...drawn.svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size) / drawn.width),
    )
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16 / 960)
  })

  it('a network has the same colour in every figure', () => {
    const paints = new Map<string, Set<string>>()
    for (const figure of one.filter(
      (figure): figure is PlotModel => figure.kind === 'plot' && !/^4e-(gradient|update)$/.test(figure.id),
    ))
      for (const { key, stroke } of figure.panels.flatMap(({ series }) => series)) {
        const network = key.split('/')[0]!
        paints.set(network, (paints.get(network) ?? new Set()).add(stroke.paint))
      }
    expect(paints.size).toBe(12)
    for (const [network, used] of paints) expect(used.size, network).toBe(1)
  })

  it('marks where every network stopped, at its last validation', () => {
    const figure = one.find(({ id }) => id === '3-validation-accuracy') as PlotModel
    const panel = figure.panels[0]!
    expect(panel.series.map(({ stops }) => stops!.length)).toEqual([1, 1, 1, 1])
    for (const { points, stops } of panel.series) expect(stops![0]).toEqual(points.at(-1))
    const drawn = drawFigure(figure)
    const { area, x } = drawn.frames[0]!
    const circles = [...drawn.svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="5.5"/g)].map(([, cx]) => Number(cx))
    for (const { stops } of panel.series) expect(circles.some(cx => Math.abs(cx - x(stops![0]![0])) < 0.02)).toBe(true)
    expect(Math.max(...circles)).toBeLessThanOrEqual(area.x + area.width + 600)
  })

  it('a second panel shows the time until the first network stops', () => {
    const figure = one.find(({ id }) => id === '3-validation-loss') as PlotModel
    const lengths = figure.panels[0]!.series.map(({ points }) => points.at(-1)![0])
    expect(figure.panels.map(({ title }) => title)).toEqual(['all of training', 'until the first of them stops'])
    expect(figure.panels[0]!.x.domain[1]).toBeGreaterThanOrEqual(Math.max(...lengths))
    expect(figure.panels[1]!.x.domain[1]).toBeLessThan(Math.min(...lengths) + 130)
  })

  it('several seeds: the mean with a band until the first stops, single seeds beyond', () => {
    const figure = several.find(({ id }) => id === '4a-validation-loss') as PlotModel
    const { points, band, threads, stops } = figure.panels[0]!.series[0]!
    expect(stops).toHaveLength(3)
    expect(points.at(-1)![0]).toBe(Math.min(...stops!.map(([x]) => x)))
    expect(band).toHaveLength(points.length)
    const ends = threads!.flatMap(thread => thread.points.slice(-1).map(([x]) => x))
    expect(Math.max(...ends)).toBe(Math.max(...stops!.map(([x]) => x)))
    expect(figure.caption.join(' ')).toContain('Mean of 3 seeds up to where the first of them stops')
  })

  it('a file has the light colours in it, a page the variables of its style', () => {
    const figure = one.find(({ id }) => id === '2c-loss')!
    const file = drawFigure(figure)
    expect(file.svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
    expect(file.svg).toContain('fill="#ffffff"')
    expect(file.svg).not.toContain('var(')
    expect(file.svg).toContain('Loss of the baseline</text>')
  })
})

describe('renderPng', () => {
  it('is twice as large as the drawing, and has text in it without fonts of the system', async () => {
    const figure = one.find(({ id }) => id === '2c-accuracy')!
    const { svg, width, height } = drawFigure(figure)
    const png = await renderPng(svg)
    expect(png.toString('latin1', 1, 4)).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([width * 2, height * 2])
    const withoutText = await renderPng(svg.replace(/<text[^>]*>[^<]*<\/text>/g, ''))
    expect(png.length).toBeGreaterThan(withoutText.length + 10_000)
  })
})
