import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineBuffer } from './line-buffer.ts'

describe('LineBuffer', () => {
  it('gives the same lines however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.nat(20)), (texts, cuts) => {
        const lines = texts.map(text => text.replaceAll('\n', ' '))
        const stream = lines.map(line => `${line}\n`).join('')
        const found: string[] = []
        const buffer = new LineBuffer(line => found.push(line))
        let at = 0
        for (const length of cuts) {
          buffer.push(stream.slice(at, at + length))
          at += length
        }
        buffer.push(stream.slice(at))
        expect(found).toEqual(lines)
      }),
    )
  })

  it('waits for the end of a line', () => {
    const found: string[] = []
    const buffer = new LineBuffer(line => found.push(line))
    buffer.push('half')
    expect(found).toEqual([])
    buffer.push(' a line\nnext')
    expect(found).toEqual(['half a line'])
  })

  it('refuses a line without end', () => {
    const buffer = new LineBuffer(() => {})
    const piece = 'x'.repeat(2 ** 24)
    for (let i = 0; i < 4; i++) buffer.push(piece)
    expect(() => buffer.push('x')).toThrow('a line of more than 67108864 characters')
  })
})
