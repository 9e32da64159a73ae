import { className } from '../data/class-name.ts'
import { bar } from '../terminal/bar.ts'
import { beside } from '../terminal/beside.ts'
import { drawPicture } from '../terminal/picture.ts'
import { printable } from '../terminal/printable.ts'
import { shrinkToWidth } from '../terminal/shrink.ts'
import type { Style } from '../terminal/style.ts'
import { pad, textWidth, truncate } from '../terminal/text-width.ts'
import type { View } from '../terminal/view.ts'
import type { Classified } from './classify.ts'
import { summary } from './summary.ts'

/** Classes shown: all of them up to this many, else the most probable. */
const MOST_CLASSES = 10
const MOST_BAR = 30
const LEAST_BAR = 6
const LARGEST_PICTURE = 32
const GAP = 2
const SHARE_WIDTH = '100.0 %'.length

/**
 * An image of the network's input beside the predicted class and a bar for the probability of each class; one above
 * the other where the terminal is too narrow. ▸ marks the predicted class, • the true one when that is another.
 */
export function renderPrediction(image: Classified, view: View): string[] {
  const picture = image.picture && shrinkToWidth(image.picture, Math.min(LARGEST_PICTURE, view.columns))
  const drawing = picture ? drawPicture(picture, view.colours) : []
  const names = image.probabilities.map((_, i) => className(i, image.classNames))
  const shown = shownClasses(image)
  const nameWidth = Math.max(...shown.map(i => textWidth(names[i]!)))
  const fixed = 2 + nameWidth + 1 + 1 + SHARE_WIDTH
  const room = view.columns - (picture ? picture.width + GAP : 0)
  const isBeside = room >= fixed + LEAST_BAR
  const barWidth = Math.min(MOST_BAR, Math.max(LEAST_BAR, (isBeside ? room : view.columns) - fixed))
  const bars = shown.map(i => classLine(image, i, names[i]!, { nameWidth, barWidth, style: view.style }))
  const text = [...headLines(image, names, view.style, isBeside ? room : view.columns), '', ...bars]
  return isBeside ? beside([drawing, text], picture ? GAP : 0) : [...beside([drawing]), ...text]
}

/** Class indices in their order: all of them, or the ten most probable and the true one. */
function shownClasses({ probabilities, label }: Classified): number[] {
  const all = probabilities.map((_, i) => i)
  if (all.length <= MOST_CLASSES) return all
  const best = all.sort((a, b) => probabilities[b]! - probabilities[a]! || a - b).slice(0, MOST_CLASSES)
  return label === undefined || best.includes(label) ? best : [...best, label]
}

function headLines(image: Classified, names: readonly string[], style: Style, width: number): string[] {
  const { predicted, label } = image
  const lines = [
    style.dim(truncate(sourceText(image), width)),
    `${style.cyan('▸')} predicted ${style.bold(names[predicted]!)}`,
  ]
  if (label !== undefined) {
    const right = label === predicted
    const verdict = right ? style.green('✓ right') : style.red('✗ wrong')
    lines.push(right ? `${verdict}` : `${verdict}, ${style.yellow('•')} it is ${style.bold(names[label]!)}`)
  } else lines.push(style.dim(truncate(preparationText(image), width)))
  return lines
}

function sourceText({ source }: Classified): string {
  return 'file' in source ? printable(source.file) : `${printable(source.data)} ${source.split} ${source.index}`
}

/** What was done to a file, in a few words: `inverted 300 × 200 rgba`. */
function preparationText({ preparation }: Classified): string {
  if (preparation === undefined) return ''
  const { from, inverted } = preparation
  const depth = from.depth === 8 ? '' : ` ${from.depth} bit`
  return `${inverted ? 'inverted ' : ''}${from.width} × ${from.height} ${from.kind}${depth}`
}

function classLine(
  { predicted, label, probabilities }: Classified,
  index: number,
  name: string,
  { nameWidth, barWidth, style }: { nameWidth: number; barWidth: number; style: Style },
): string {
  const isPredicted = index === predicted
  const mark = isPredicted ? style.cyan('▸') : index === label ? style.yellow('•') : ' '
  const probability = probabilities[index]!
  const drawn = pad(bar(probability, barWidth), barWidth)
  const share = `${(100 * probability).toFixed(1)} %`.padStart(SHARE_WIDTH)
  return `${mark} ${pad(name, nameWidth)} ${isPredicted ? style.cyan(drawn) : drawn} ${isPredicted ? style.bold(share) : share}`
}

/** What `blasnet predict` prints for people: every image, and how many were right where more than one is known. */
export function renderPredictions({ images }: { readonly images: readonly Classified[] }, view: View): string[] {
  const blocks = images.map(image => renderPrediction(image, view))
  const last = summary(images, view.style)
  if (last !== undefined) blocks.push([last])
  return blocks.flatMap((block, i) => (i === 0 ? block : ['', ...block]))
}
