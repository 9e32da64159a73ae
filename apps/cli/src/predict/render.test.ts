import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createStyle } from '../terminal/style.ts'
import { textWidth } from '../terminal/text-width.ts'
import { plainView } from '../testing/plain-view.ts'
import type { Classified } from './classify.ts'
import { toJson } from './json.ts'
import { renderPrediction, renderPredictions } from './render.ts'

const picture = { width: 4, height: 4, pixels: [0, 255, 255, 0, 0, 255, 255, 0, 0, 255, 0, 0, 0, 255, 0, 0] }
const fromData: Classified = {
  source: { data: 'mnist', split: 'test', index: 8 },
  picture,
  predicted: 1,
  probabilities: [0.25, 0.7425, 0.0075],
  label: 1,
}
const fromFile: Classified = {
  source: { file: 'a\x1bdigit.png' },
  picture,
  preparation: {
    side: 4,
    from: { width: 30, height: 20, kind: 'rgba', depth: 16, interlaced: false },
    background: 'white',
    border: 255,
    inverted: true,
  },
  predicted: 1,
  probabilities: [0.25, 0.7425, 0.0075],
}

describe('renderPrediction', () => {
  it('sets the picture beside the probabilities', () => {
    expect(renderPrediction(fromData, plainView(34))).toEqual([
      ' @@   mnist test 8',
      ' @    ▸ predicted 1',
      '      ✓ right',
      '',
      '        0 ████              25.0 %',
      '      ▸ 1 ███████████▉      74.3 %',
      '        2 ▏                  0.8 %',
    ])
  })

  it('names the true class where it is another', () => {
    const wrong = { ...fromData, label: 2, classNames: ['cat', '数字', 'dog'] }
    expect(renderPrediction(wrong, plainView(40))).toEqual([
      ' @@   mnist test 8',
      ' @    ▸ predicted 数字',
      '      ✗ wrong, • it is dog',
      '',
      '        cat  ████▊                25.0 %',
      '      ▸ 数字 ██████████████▏      74.3 %',
      '      • dog  ▏                     0.8 %',
    ])
  })

  it('says what was done to a file, and prints no control characters of its name', () => {
    expect(renderPrediction(fromFile, plainView(50)).slice(0, 3)).toEqual([
      ' @@   a\\x1bdigit.png',
      ' @    ▸ predicted 1',
      '      inverted 30 × 20 rgba 16 bit',
    ])
  })

  it('sets the picture above on a narrow terminal', () => {
    expect(renderPrediction(fromFile, plainView(22))).toEqual([
      ' @@',
      ' @',
      'a\\x1bdigit.png',
      '▸ predicted 1',
      'inverted 30 × 20 rgba…',
      '',
      '  0 ██▌         25.0 %',
      '▸ 1 ███████▍    74.3 %',
      '  2 ▏            0.8 %',
    ])
  })

  it('shows the ten most probable of many classes, and the true one', () => {
    const probabilities = Array.from({ length: 14 }, (_, i) => (i === 3 ? 0.35 : 0.05))
    const many = { ...fromData, predicted: 3, label: 13, probabilities }
    const shown = renderPrediction(many, plainView(40)).slice(4)
    expect(shown.map(line => line.slice(6, 10))).toEqual([
      '▸ 3 ',
      ...[0, 1, 2, 4, 5, 6, 7, 8, 9].map(i => `  ${i} `),
      '• 13',
    ])
  })

  it('does without a picture where samples are none', () => {
    expect(renderPrediction({ ...fromData, picture: undefined }, plainView(40)).slice(0, 2)).toEqual([
      'mnist test 8',
      '▸ predicted 1',
    ])
  })

  it('adds colours to what the marks say already', () => {
    const view = { ...plainView(34), style: createStyle({}, { FORCE_COLOR: '1' }) }
    const coloured = renderPrediction({ ...fromData, label: 0 }, view)
    expect(coloured[2]).toContain('\x1b[31m✗ wrong\x1b[39m, \x1b[33m•\x1b[39m it is \x1b[1m0\x1b[22m')
    expect(coloured.map(stripVTControlCharacters)).toEqual(renderPrediction({ ...fromData, label: 0 }, plainView(34)))
  })

  it('never exceeds the terminal', () => {
    for (let columns = 22; columns < 100; columns++) {
      for (const line of renderPrediction(fromFile, plainView(columns))) {
        expect(textWidth(line)).toBeLessThanOrEqual(columns)
      }
    }
  })
})

describe('renderPredictions', () => {
  it('counts what is right where several are known', () => {
    const last = (...images: Classified[]) => renderPredictions({ images }, plainView(60)).at(-1)
    expect(last(fromData, { ...fromData, label: 0 }, fromFile)).toBe('1 of 2 right')
    expect(last(fromData, fromData)).toBe('✓ 2 of 2 right')
    expect(last(fromData, fromFile)).toMatch(/2 .* 0\.8 %$/)
  })
})

describe('toJson', () => {
  it('tells files and images of a data set apart', () => {
    expect(toJson({ ...fromData, classNames: ['cat', 'hare', 'dog'] })).toEqual({
      data: 'mnist',
      split: 'test',
      index: 8,
      predicted: 1,
      predictedName: 'hare',
      probability: 0.7425,
      probabilities: [0.25, 0.7425, 0.0075],
      label: 1,
      labelName: 'hare',
      correct: true,
    })
    expect(toJson(fromFile)).toEqual({
      file: 'a\x1bdigit.png',
      predicted: 1,
      probability: 0.7425,
      probabilities: [0.25, 0.7425, 0.0075],
      preparation: fromFile.preparation,
    })
  })
})
