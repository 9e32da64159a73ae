import { grid, gridShape } from '../terminal/grid.ts'
import { drawPicture } from '../terminal/picture.ts'
import { shrinkToWidth } from '../terminal/shrink.ts'
import { truncate } from '../terminal/text-width.ts'
import type { View } from '../terminal/view.ts'
import { classLabel } from './class-label.ts'
import type { PicturedMistake } from './evaluate-model.ts'
import type { ClassResult } from './per-class.ts'

const COMFORTABLE_WIDTH = 14

/** Mistakes in a grid, each picture below what it is and what it was taken for. */
export function renderMistakes(
  mistakes: readonly PicturedMistake[],
  classes: readonly ClassResult[],
  view: View,
): string[] {
  const { style, columns } = view
  const { across, width } = gridShape(mistakes.length, columns, COMFORTABLE_WIDTH)
  const about = truncate('index: true class ▸ taken for, with this probability', columns - 16)
  return [
    `${style.bold('worst mistakes')}  ${style.dim(about)}`,
    ...grid(
      mistakes.map(mistake => mistakeLines(mistake, classes, width, view)),
      across,
    ),
  ]
}

function mistakeLines(
  { index, label, predicted, probability, picture }: PicturedMistake,
  classes: readonly ClassResult[],
  width: number,
  { style, colours }: View,
): string[] {
  const drawn = picture && shrinkToWidth(picture, width)
  const room = Math.min(width, Math.max(drawn?.width ?? 0, COMFORTABLE_WIDTH))
  const share = `${(100 * probability).toFixed(1)} %`
  const what = truncate(`${index}: ${classLabel(label, classes)}`, room)
  const cut = what.indexOf(':') + 1
  const taken = truncate(classLabel(predicted, classes), Math.max(1, room - 3 - share.length))
  return [
    `${style.dim(what.slice(0, cut))}${style.bold(what.slice(cut))}`,
    `${style.red('▸')} ${taken} ${style.dim(share)}`,
    ...(drawn ? drawPicture(drawn, colours) : []),
  ]
}
