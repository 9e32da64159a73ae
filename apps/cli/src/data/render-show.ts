import { grid, gridShape } from '../terminal/grid.ts'
import { drawPicture } from '../terminal/picture.ts'
import { shrinkToWidth } from '../terminal/shrink.ts'
import { truncate } from '../terminal/text-width.ts'
import type { View } from '../terminal/view.ts'
import { className } from './class-name.ts'
import type { ShownSample, ShowReport } from './show.ts'

/** Fewer pictures a row where the terminal is too narrow for them at this width. */
const COMFORTABLE_WIDTH = 14

/** Pictures in a grid, each below its index and class. */
export function renderSamples({ samples }: ShowReport, view: View, asked?: number): string[] {
  const { across, width } = gridShape(samples.length, view.columns, COMFORTABLE_WIDTH, asked)
  return grid(
    samples.map(sample => sampleLines(sample, width, view)),
    across,
  )
}

function sampleLines({ index, label, name, picture }: ShownSample, width: number, { style, colours }: View): string[] {
  const drawn = shrinkToWidth(picture, width)
  const what = name === undefined ? String(label) : className(0, [name])
  const room = Math.max(1, Math.min(width, Math.max(drawn.width, COMFORTABLE_WIDTH)))
  const title = truncate(`${index}: ${what}`, room)
  const cut = title.indexOf(':') + 1
  return [`${style.dim(title.slice(0, cut))}${style.bold(title.slice(cut))}`, ...drawPicture(drawn, colours)]
}
