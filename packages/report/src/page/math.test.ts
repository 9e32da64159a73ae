import { describe, expect, it } from 'vitest'
import { batchDerivation } from '../derivation/batch.ts'
import { unitDerivation } from '../derivation/unit.ts'
import { mathMarkup } from './math.ts'

describe('mathMarkup', () => {
  it('is MathML', () => {
    expect(mathMarkup('a_j', false)).toBe('<math><msub><mi>a</mi><mi>j</mi></msub></math>')
    expect(mathMarkup('a', true)).toMatch(/^<math display="block"/)
  })

  it('sets a prime beside its letter, not above it', () => {
    expect(mathMarkup("f'(z)", false)).toContain('<mrow><mi>f</mi><mo lspace="0.06em" rspace="0">′</mo></mrow>')
  })

  it('shows a formula that cannot be read as its own text', () => {
    expect(mathMarkup('\\frac{a', false)).toContain('\\frac{a')
    expect(mathMarkup('\\frac{a', false)).toMatch(/class="(temml-error|tml-error|temml)/)
  })

  it.each([...unitDerivation, ...batchDerivation].flatMap(({ tex = [] }) => tex))('reads %s', tex => {
    expect(mathMarkup(tex, true)).not.toMatch(/error|\\/)
  })

  it.each([...unitDerivation, ...batchDerivation].flatMap(({ text = '' }) => text.match(/\$[^$]+\$/g) ?? []))(
    'reads %s',
    tex => {
      expect(mathMarkup(tex.slice(1, -1), false)).not.toMatch(/error|\\/)
    },
  )
})
