import { expect, it } from 'vitest'
import { textWidth } from '../terminal/text-width.ts'
import { metricsOf } from '../testing/metrics-of.ts'
import { plainView } from '../testing/plain-view.ts'
import type { PicturedMistake } from './evaluate-model.ts'
import { perClass } from './per-class.ts'
import { renderMistakes } from './render-mistakes.ts'

const classNames = ['cat', 'hare', 'a very long name']
const classes = perClass(metricsOf(3, [[0, 0]]), { classes: 3, classNames })
const picture = { width: 4, height: 2, pixels: [0, 255, 255, 0, 0, 255, 255, 0] }
const mistake: PicturedMistake = {
  index: 12,
  label: 0,
  predicted: 1,
  probability: 0.987,
  labelProbability: 0.01,
  picture,
}

it('sets pictures side by side, each below what it is and what it was taken for', () => {
  const long = { ...mistake, index: 4567, label: 2, predicted: 2, probability: 1 }
  expect(renderMistakes([mistake, long], classes, plainView(79))).toEqual([
    'worst mistakes  index: true class ▸ taken for, with this probability',
    '12: cat        4567: a very …',
    '▸ hare 98.7 %  ▸ a v… 100.0 %',
    ' @@             @@',
  ])
})

it('shows no picture where samples are none', () => {
  const { picture: _, ...plain } = mistake
  expect(renderMistakes([plain], classes, plainView(79)).slice(1)).toEqual(['12: cat', '▸ hare 98.7 %'])
})

it('takes as many rows as it needs, and never more columns than there are', () => {
  const large = { width: 28, height: 28, pixels: new Uint8Array(28 * 28) }
  const mistakes = Array.from({ length: 7 }, (_, index) => ({ ...mistake, index, picture: large }))
  const rows = (columns: number) => {
    const lines = renderMistakes(mistakes, classes, plainView(columns))
    expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(columns)
    return lines.filter(line => line.includes('hare')).length
  }
  expect([200, 119, 79, 30, 20].map(rows)).toEqual([1, 1, 2, 4, 7])
})
