import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { syntheticHistory } from '../../testing/synthetic-history.ts'
import { curvesFigure } from '../specs/curves-figure.ts'
import { overlaps, textBoxes, viewBox } from '../svg/text-boxes.ts'
import { drawFigure } from './draw-figure.ts'
import { narrowLayout, wideLayout } from './layout.ts'

const histories = [syntheticHistory({ epochs: 3 }), syntheticHistory({ epochs: 6, seed: 2 })]

describe('figures of a user’s own catalogue', () => {
  it('keep their text inside and apart, whatever it is', () => {
    const word = fc.string({ minLength: 1, maxLength: 90, unit: fc.constantFrom(...'aW<&>"\' ‖δ漢🙂-') })
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 8 }),
        word,
        fc.constantFrom(wideLayout, narrowLayout),
        (labels, title, layout) => {
          const networks = labels.map((label, index) => ({
            id: `n${index}`,
            label,
            slot: index,
            histories: [histories[index % 2]!],
            seeds: [1],
          }))
          const figure = curvesFigure({ kind: 'curves', id: 'f', title, quantities: ['validationLoss'] }, networks)!
          const { svg } = drawFigure(figure, { layout })
          const boxes = textBoxes(svg)
          for (const { left, right } of boxes) {
            expect(left).toBeGreaterThanOrEqual(0)
            expect(right).toBeLessThanOrEqual(viewBox(svg).width)
          }
          expect(overlaps(boxes.filter(({ text }) => text.trim() !== ''))).toEqual([])
          // Well-formed: every < begins a tag, every & an entity.
          expect(svg.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)/)
        },
      ),
      { numRuns: 60 },
    )
  })
})
