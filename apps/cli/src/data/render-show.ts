import { grid, gridShape } from '../terminal/grid.ts'
import { drawPicture, type Picture } from '../terminal/picture.ts'
import { shrinkToWidth } from '../terminal/shrink.ts'
import { truncate } from '../terminal/text-width.ts'
import type { View } from '../terminal/view.ts'
import { className } from './class-name.ts'
import type { ShownSample, ShowReport } from './show.ts'

/** Fewer pictures a row where the terminal is too narrow for them at this width. */
const COMFORTABLE_WIDTH = 14

/** Pictures in a grid, each below its index and class; those with variations in rows of their own, beside them. */
export function renderSamples({ samples }: ShowReport, view: View, asked?: number): string[] {
  const groups = groupsOf(samples)
  const most = groups.reduce((length, group) => Math.max(length, group.length), 0)
  const { across, width } = gridShape(most, view.columns, COMFORTABLE_WIDTH, asked)
  return groups.flatMap((group, index) => {
    const rows = grid(
      group.map(entry => pictureLines(entry, width, view)),
      across,
    )
    return index === 0 ? rows : ['', ...rows]
  })
}

interface Entry {
  /** What stands above, dimmed and in bold. */
  readonly mark: string
  readonly what: string
  readonly picture: Picture
}

/** What shares rows: all samples, or each with its variations. */
function groupsOf(samples: readonly ShownSample[]): Entry[][] {
  if (samples.every(({ versions }) => versions === undefined)) return [samples.map(original)]
  return samples.map(sample => [
    original(sample),
    ...(sample.versions ?? []).map((picture, i) => ({ mark: `variation ${i + 1}`, what: '', picture })),
  ])
}

function original({ index, label, name, picture }: ShownSample): Entry {
  return { mark: `${index}:`, what: ` ${name === undefined ? label : className(0, [name])}`, picture }
}

function pictureLines({ mark, what, picture }: Entry, width: number, { style, colours }: View): string[] {
  const drawn = shrinkToWidth(picture, width)
  const room = Math.max(1, Math.min(width, Math.max(drawn.width, COMFORTABLE_WIDTH)))
  const title = truncate(mark + what, room)
  const marked = title.slice(0, mark.length)
  const named = title.slice(mark.length)
  return [`${style.dim(marked)}${named === '' ? '' : style.bold(named)}`, ...drawPicture(drawn, colours)]
}
