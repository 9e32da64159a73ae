import { fileTheme, type Theme } from '../color/theme.ts'
import { fontFamily } from '../fonts/font-files.ts'
import type { FigureModel, Panel, PlotModel } from '../model.ts'
import { element, escapeText } from '../svg/element.ts'
import { drawCurves, drawMarks } from './curves.ts'
import { drawDigits } from './digits.ts'
import { drawFrame, type Frame } from './frame.ts'
import { type Box, type Layout, wideLayout } from './layout.ts'
import { drawLegend } from './legend.ts'
import { svgText, wrapText } from './text.ts'

export interface DrawOptions {
  readonly layout?: Layout
  readonly theme?: Theme
  /** Given: part of a page, which shows the title; names of clip paths begin with it. */
  readonly embedded?: string
}

export interface DrawnFigure {
  readonly svg: string
  readonly width: number
  readonly height: number
  readonly frames: readonly Frame[]
}

const gutter = 28

/** A whole SVG document, or an `svg` element for a page. */
export function drawFigure(figure: FigureModel, options: DrawOptions = {}): DrawnFigure {
  const { layout = wideLayout, theme = fileTheme, embedded } = options
  const title = embedded === undefined ? drawTitle(figure.title, layout, theme) : { markup: '', height: 0 }
  const top = title.height === 0 ? 0 : layout.padding + title.height
  const body =
    figure.kind === 'plot'
      ? drawPlot(figure, top, layout, theme, embedded ?? 'clip')
      : { ...drawDigits(figure.images, top, layout, theme), frames: [] }
  const height = Math.ceil(body.height)
  const markup = title.markup + body.markup
  return {
    svg:
      embedded === undefined
        ? fileSvg(figure, markup, layout.width, height, theme)
        : pageSvg(figure, markup, layout.width, height),
    width: layout.width,
    height,
    frames: body.frames,
  }
}

function fileSvg({ title }: FigureModel, markup: string, width: number, height: number, theme: Theme): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    'font-family': fontFamily,
    role: 'img',
    'aria-label': title,
  }
  const ground = element('rect', { width, height, fill: theme('surface') })
  return element('svg', attributes, element('title', {}, escapeText(title)), ground, markup)
}

function pageSvg({ title }: FigureModel, markup: string, width: number, height: number): string {
  return element('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': title }, markup)
}

function drawPlot(figure: PlotModel, top: number, layout: Layout, theme: Theme, clip: string) {
  const legend = drawLegend(figure.legend, layout, top + layout.padding / 2, theme)
  const boxes = panelBoxes(figure, layout, top + legend.height + layout.padding / 2 + 4)
  const last = boxes.at(-1)!
  const drawn = figure.panels.map((panel, index) => drawPanel(panel, boxes[index]!, `${clip}-${index}`, layout, theme))
  return {
    markup: legend.markup + drawn.map(({ markup }) => markup).join(''),
    height: last.y + last.height + layout.padding,
    frames: drawn.map(({ frame }) => frame),
  }
}

/** One panel within a box; `clip` is the name of its clip path. */
export function drawPanel(panel: Panel, box: Box, clip: string, layout: Layout, theme: Theme) {
  const frame = drawFrame(panel, box, layout, theme)
  const clipPath = element('clipPath', { id: clip }, element('rect', { ...frame.area }))
  const curves = element('g', { 'clip-path': `url(#${clip})` }, drawCurves(panel.series, frame, theme))
  return { frame, markup: clipPath + frame.markup + curves + drawMarks(panel.series, frame, theme) }
}

function panelBoxes(figure: PlotModel, layout: Layout, top: number): Box[] {
  const columns = Math.min(figure.columns, layout.columns, figure.panels.length)
  const inner = layout.width - 2 * layout.padding
  const width = (inner - gutter * (columns - 1)) / columns
  const height = layout.panelHeight * (columns > 2 ? 0.92 : 1)
  return figure.panels.map((_, index) => ({
    x: layout.padding + (index % columns) * (width + gutter),
    y: top + Math.floor(index / columns) * (height + gutter / 2),
    width,
    height,
  }))
}

function drawTitle(title: string, layout: Layout, theme: Theme) {
  const style = { size: layout.titleSize, weight: 'bold' } as const
  const lines = wrapText(title, layout.width - 2 * layout.padding, style.size, style.weight)
  const line = style.size * 1.3
  const markup = lines.map((text, index) =>
    svgText(layout.padding, layout.padding + (index + 0.8) * line, text, style, theme),
  )
  return { markup: markup.join(''), height: lines.length * line + 8 }
}
