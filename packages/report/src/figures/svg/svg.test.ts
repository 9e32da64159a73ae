import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { element, escapeText } from './element.ts'
import { areaPath, linePath, type Point } from './path.ts'

describe('element', () => {
  it('escapes attributes, leaves out what is undefined, rounds coordinates', () => {
    expect(element('a', { x: 1.23456, y: undefined, t: '<"&">' })).toBe('<a x="1.23" t="&lt;&quot;&amp;&quot;&gt;"/>')
    expect(element('g', {}, element('b', {}), escapeText('1 < 2'))).toBe('<g><b/>1 &lt; 2</g>')
  })
})

describe('escapeText', () => {
  it('leaves out what XML has no place for', () => {
    expect(escapeText('a\u0000b\u001f\ud800c\ufffe & 🙂\t')).toBe('abc &amp; 🙂\t')
  })
})

describe('linePath', () => {
  it('is relative after the first point', () => {
    expect(
      linePath([
        [1, 2],
        [3, 1.5],
        [2, 4],
      ]),
    ).toBe('M1,2l2-0.5-1,2.5')
    expect(linePath([[1, 2]])).toBe('M1,2')
    expect(linePath([])).toBe('')
    expect(
      areaPath(
        [
          [0, 1],
          [2, 1],
        ],
        [
          [0, 3],
          [2, 3],
        ],
      ),
    ).toBe('M0,1l2,0 0,2-2,0z')
  })

  it('goes through every point to a tenth, without drifting', () => {
    const coordinate = fc.double({ min: -1000, max: 1000, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 50 }), (points: Point[]) => {
        const numbers = linePath(points)
          .match(/-?\d+(\.\d+)?/g)!
          .map(Number)
        let [x, y] = [numbers[0]!, numbers[1]!]
        for (let index = 1; index < points.length; index++) {
          x += numbers[index * 2]!
          y += numbers[index * 2 + 1]!
          expect(Math.abs(x - points[index]![0])).toBeLessThan(0.0501)
          expect(Math.abs(y - points[index]![1])).toBeLessThan(0.0501)
        }
        expect(numbers).toHaveLength(points.length * 2)
      }),
    )
  })
})
