import { beside } from '../terminal/beside.ts'
import { drawPicture } from '../terminal/picture.ts'
import { shrinkToWidth } from '../terminal/shrink.ts'
import { truncate } from '../terminal/text-width.ts'
import type { View } from '../terminal/view.ts'
import { className } from './class-name.ts'
import type { ShownSample, ShowReport } from './show.ts'

const GAP = 2
/** Pictures a row when nobody says: fewer where the terminal is too narrow for them at this width. */
const COMFORTABLE_WIDTH = 14
const MOST_COLUMNS = 10

/** Pictures in a grid, each below its index and class. */
export function renderSamples({ samples }: ShowReport, view: View, asked?: number): string[] {
  const across = asked ?? Math.min(MOST_COLUMNS, samples.length, Math.max(1, fitting(COMFORTABLE_WIDTH, view.columns)))
  const width = Math.max(1, Math.floor((view.columns + GAP) / across) - GAP)
  const blocks = samples.map(sample => sampleLines(sample, width, view))
  const lines: string[] = []
  for (let first = 0; first < blocks.length; first += across) {
    if (first > 0) lines.push('')
    lines.push(...beside(blocks.slice(first, first + across), GAP))
  }
  return lines
}

function fitting(width: number, columns: number): number {
  return Math.floor((columns + GAP) / (width + GAP))
}

function sampleLines({ index, label, name, picture }: ShownSample, width: number, { style, colours }: View): string[] {
  const drawn = shrinkToWidth(picture, width)
  const what = name === undefined ? String(label) : className(0, [name])
  const room = Math.max(1, Math.min(width, Math.max(drawn.width, COMFORTABLE_WIDTH)))
  const title = truncate(`${index}: ${what}`, room)
  const cut = title.indexOf(':') + 1
  return [`${style.dim(title.slice(0, cut))}${style.bold(title.slice(cut))}`, ...drawPicture(drawn, colours)]
}
