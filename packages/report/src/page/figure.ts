import { pageTheme } from '../figures/color/theme.ts'
import { drawFigure } from '../figures/draw/draw-figure.ts'
import { type Layout, narrowLayout, wideLayout } from '../figures/draw/layout.ts'
import type { FigureModel } from '../figures/model.ts'
import { escapeText } from '../figures/svg/element.ts'
import { framesAttribute } from './hover-data.ts'

/** A figure drawn twice, for wide and for narrow pages; the style sheet shows the one that fits. */
export function figureMarkup(figure: FigureModel): string {
  const { id, title, caption } = figure
  return `<figure id="figure-${id}" class="${figure.kind}">
${drawing(figure, 'wide', wideLayout)}
${drawing(figure, 'narrow', narrowLayout)}
<figcaption><strong>${escapeText(title)}.</strong> ${escapeText(caption.join(' '))} <span class="files">Files: <a href="figures/${id}.svg">SVG</a>, <a href="figures/${id}.png">PNG</a>.</span></figcaption>
</figure>`
}

function drawing(figure: FigureModel, name: 'wide' | 'narrow', layout: Layout): string {
  const { svg, frames } = drawFigure(figure, { layout, theme: pageTheme, embedded: `${figure.id}-${name}` })
  if (figure.kind !== 'plot') return `<div class="drawing ${name}">${svg}</div>`
  const label = `${figure.title}. Left and right arrow keys read values.`
  return `<div class="drawing ${name}" data-figure="${figure.id}" data-frames="${framesAttribute(frames)}" tabindex="0" role="group" aria-roledescription="chart" aria-label="${escapeText(label)}">${svg}</div>`
}
