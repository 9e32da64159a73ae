import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundText, inlineMarkup, proseMarkup } from './prose.ts'

describe('inlineMarkup', () => {
  it.each([
    ['plain & <b>', 'plain &amp; &lt;b&gt;'],
    ['**bold** and *soft*', '<strong>bold</strong> and <em>soft</em>'],
    ['**bold with *soft* in it**', '<strong>bold with <em>soft</em> in it</strong>'],
    ['`a*b*c`', '<code>a*b*c</code>'],
    ['[here](#method)', '<a href="#method">here</a>'],
    ['[web](https://example.org/?a=1&b=2)', '<a href="https://example.org/?a=1&amp;b=2">web</a>'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['5 $ and 6', '5 $ and 6'],
  ])('%s', (text, markup) => {
    expect(inlineMarkup(text)).toBe(markup)
  })

  it('typesets formulas, in which nothing else is marked', () => {
    const markup = inlineMarkup('so $a * b * c$ holds')
    expect(markup).toMatch(/^so <math>.*<\/math> holds$/)
    expect(markup).not.toContain('<em>')
  })

  it('links to nothing that runs', () => {
    expect(inlineMarkup('[x](javascript:alert)')).toBe('[x](javascript:alert)')
    expect(inlineMarkup('[x](data:text/html,1)')).toBe('[x](data:text/html,1)')
  })

  it('lets no markup through', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab<>"\'&*`[]()#:/ ') }), text => {
        const tags = inlineMarkup(text).match(/<[^>]*>/g) ?? []
        for (const tag of tags) expect(tag).toMatch(/^<(\/?(strong|em|code)|a href="[^"]*"|\/a)>$/)
      }),
    )
  })
})

describe('boundText', () => {
  it('keeps numbers with their units', () => {
    expect(boundText('95 % of 3 seeds, 2.1 · 10⁻⁸ or 5 ± 2 at 96 points')).toBe(
      '95\u00a0% of 3\u00a0seeds, 2.1\u00a0·\u00a010⁻⁸ or 5\u00a0±\u00a02 at 96\u00a0points',
    )
    expect(boundText('at 20 km')).toBe('at 20 km')
  })
})

describe('proseMarkup', () => {
  it('makes paragraphs and lists', () => {
    expect(proseMarkup(['One.', '- a\n- b'])).toBe('<p>One.</p>\n<ul><li>a</li><li>b</li></ul>')
  })
})
