import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonChunks } from './json-chunks.ts'

const text = (document: object) => [...jsonChunks(document)].join('')

it('writes a key a line', () => {
  expect(text({ a: 1, b: [1, 2], c: { d: [], e: undefined }, f: undefined, g: null })).toBe(
    '{\n  "a": 1,\n  "b": [1,2],\n  "c": {"d":[]},\n  "g": null\n}\n',
  )
  expect(text({})).toBe('{}\n')
})

it('says the same as JSON.stringify, to the last bit of every number', () => {
  const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }))
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.oneof(numbers, fc.jsonValue())), document => {
      expect(JSON.parse(text(document))).toEqual(JSON.parse(JSON.stringify(document)))
    }),
  )
})

it('cuts long arrays into pieces, and loses nothing at the seams', () => {
  for (const length of [9_999, 10_000, 10_001, 20_000, 25_000]) {
    const values = Array.from({ length }, (_, i) => Math.sqrt(i))
    const chunks = [...jsonChunks({ values })]
    expect(Math.max(...chunks.map(chunk => chunk.length))).toBeLessThan(210_000)
    expect(JSON.parse(chunks.join('')).values).toEqual(values)
  }
})
