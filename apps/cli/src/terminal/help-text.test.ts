import { describe, expect, it } from 'vitest'
import { trainHelp } from '../train/help.ts'
import { reflow } from './help-text.ts'

describe('reflow', () => {
  it('leaves alone what fits', () => {
    expect(reflow(trainHelp, 80)).toBe(trainHelp)
  })

  it('breaks paragraphs between words, and puts what a term means below it', () => {
    const text = 'Things there are,\nof two kinds:\n  one      the first of them\n  $ do it --now  at once\n\nThe end.'
    expect(reflow(text, 20).split('\n')).toEqual([
      'Things there are,',
      'of two kinds:',
      '  one',
      '      the first of',
      '      them',
      '  $ do it --now',
      '      at once',
      '',
      'The end.',
    ])
    expect(reflow(text, 12).split('\n').slice(0, 3)).toEqual(['Things there', 'are, of two', 'kinds:'])
  })

  it('never takes more columns than there are, unless a word does', () => {
    for (let columns = 40; columns < 100; columns++) {
      const long = reflow(trainHelp, columns)
        .split('\n')
        .filter(line => line.length > columns)
      expect(long).toEqual([])
    }
  })
})
