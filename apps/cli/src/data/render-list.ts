import { printable } from '../terminal/printable.ts'
import type { Style } from '../terminal/style.ts'
import type { View } from '../terminal/view.ts'
import { wrapWords } from '../terminal/wrap-words.ts'
import { thousands } from '../train/format.ts'
import { shortPath } from '../train/short-path.ts'
import { wrapParts } from '../train/wrap.ts'
import type { SourceReport } from './describe-source.ts'

/** What `blasnet data list` prints for people. */
export function renderSources(sources: readonly SourceReport[], { style, columns }: View): string[] {
  const own =
    'any directory with four IDX files, raw or gzip: images and labels for training and test, named as in MNIST'
  return [
    ...sources.flatMap(source => [...sourceLines(source, style, columns), '']),
    `  ${style.bold('DIR')}`,
    ...indented(wrapWords(own, columns - 2)),
  ]
}

/** ✓ or ✗ and the name, then what there is to say, indented. */
function sourceLines(source: SourceReport, style: Style, columns: number): string[] {
  const name = style.bold(source.name)
  if (!source.available) {
    // What the package says after the first sentence is for programmers.
    const [problem = ''] = source.problem.split('. ')
    const lines = [printable(problem), source.remedy].flatMap(text => wrapWords(text, columns - 2))
    return [`${style.red('✗')} ${name}`, ...indented(lines)]
  }
  const { image, features, classNames, classes } = source
  const facts = [
    `${thousands(source.train)} training and ${thousands(source.test)} test samples`,
    image ? `${image.height} × ${image.width} pixels` : `${features} values`,
    `${classes} classes`,
    `${(source.bytes / 1e6).toFixed(1)} MB`,
  ]
  const names = classNames ? wrapWords(classNames.map(printable).join(', '), columns - 2) : []
  const folder = printable(shortPath(source.folder))
  return [
    `${style.green('✓')} ${name}`,
    ...indented([...wrapParts(facts, columns - 2, ''), ...names, style.dim(folder)]),
  ]
}

function indented(lines: readonly string[]): string[] {
  return lines.map(line => `  ${line}`)
}
