import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ELEMENT_BYTES, parseHeader } from './header.ts'

class Refused extends Error {}

function refuse(what: string): never {
  throw new Refused(what)
}

function parse(header: unknown, dataBytes: number) {
  const text = typeof header === 'string' ? header : JSON.stringify(header)
  return parseHeader(Buffer.from(text), dataBytes, refuse)
}

const f32 = (shape: unknown, start: unknown, end: unknown) => ({ dtype: 'F32', shape, data_offsets: [start, end] })

test('reads tensors and metadata, in any order of the data', () => {
  const header = { __metadata__: { a: 'b' }, second: f32([2], 16, 24), first: { ...f32([2], 0, 16), dtype: 'F64' } }
  const { tensors, metadata } = parse(header, 24)
  expect([...tensors.keys()]).toEqual(['second', 'first'])
  expect(tensors.get('second')).toEqual({ name: 'second', type: 'F32', shape: [2], start: 16, end: 24 })
  expect(tensors.get('first')).toEqual({ name: 'first', type: 'F64', shape: [2], start: 0, end: 16 })
  expect([...metadata]).toEqual([['a', 'b']])
})

test('empty tensors, scalars and padding with spaces are well formed', () => {
  const { tensors } = parse(`${JSON.stringify({ none: f32([0, 3], 0, 0), one: f32([], 0, 4) })}    `, 4)
  expect([...tensors.keys()]).toEqual(['none', 'one'])
})

test.each<[string, unknown, string]>([
  ['not JSON', '{"a"', 'header: expected JSON, but '],
  ['an empty header', '', 'header: expected JSON, but '],
  ['a byte order mark', '\ufeff{}', 'header: expected JSON, but '],
  ['an array', [], 'header: expected an object, received an array of length 0'],
  ['null', null, 'header: expected an object, received null'],
  ['a key twice', '{"a": 1, "a": 2}', 'header: expected every key once, received "a" twice'],
  ['metadata that is no object', { __metadata__: ['a'] }, '__metadata__: expected an object of strings'],
  [
    'metadata of numbers',
    { __metadata__: { version: 1 } },
    '__metadata__: expected strings only, received 1 for "version"',
  ],
  ['a tensor that is no object', { a: 3 }, 'tensor "a": expected an object, received 3'],
  [
    'another field',
    { a: { ...f32([1], 0, 4), more: 1 } },
    'expected dtype, shape and data_offsets only, received "more"',
  ],
  [
    'no dtype',
    { a: { shape: [1], data_offsets: [0, 4] } },
    'tensor "a": expected dtype F32 or F64, received undefined',
  ],
  ['a half', { a: { ...f32([2], 0, 4), dtype: 'F16' } }, 'tensor "a": expected dtype F32 or F64, received "F16"'],
  ['an inherited name as dtype', { a: { ...f32([1], 0, 4), dtype: 'constructor' } }, 'received "constructor"'],
  [
    'no shape',
    { a: { dtype: 'F32', data_offsets: [0, 4] } },
    'tensor "a": expected a shape of sizes from 0, received undefined',
  ],
  ['a negative size', { a: f32([-1, -1], 0, 4) }, 'expected a shape of sizes from 0, received [-1, -1]'],
  ['a fraction', { a: f32([0.5, 2], 0, 4) }, 'expected a shape of sizes from 0, received [0.5, 2]'],
  ['a size beyond 2⁵³', { a: f32([2 ** 53], 0, 4) }, 'expected a shape of sizes from 0'],
  ['a size as text', { a: f32(['1'], 0, 4) }, 'expected a shape of sizes from 0, received ["1"]'],
  [
    'sizes whose product overflows',
    { a: f32([2 ** 32, 2 ** 32, 2 ** 32], 0, 4) },
    'bytes for F32 [4294967296, 4294967296, 4294967296]',
  ],
  ['one offset', { a: { ...f32([1], 0, 4), data_offsets: [4] } }, 'expected data_offsets [start, end], received [4]'],
  ['a negative offset', { a: f32([1], -4, 0) }, 'expected data_offsets [start, end], received [-4, 0]'],
  ['an end before the start', { a: f32([1], 4, 0) }, 'expected 4 bytes for F32 [1], received data_offsets [4, 0]'],
  [
    'offsets that do not match the shape',
    { a: f32([1], 0, 8) },
    'expected 4 bytes for F32 [1], received data_offsets [0, 8]',
  ],
  [
    'an overlap',
    { a: f32([2], 0, 8), b: f32([1], 4, 8) },
    'tensor "b": expected it to start at byte 8 of the data, received 4: it overlaps',
  ],
  ['the same bytes twice', { a: f32([2], 0, 8), b: f32([2], 0, 8) }, 'it overlaps the one before it'],
  [
    'a hole',
    { a: f32([1], 0, 4), b: f32([1], 8, 12) },
    'tensor "b": expected it to start at byte 4 of the data, received 8: it leaves a hole',
  ],
  ['a hole at the start', { a: f32([1], 4, 8) }, 'tensor "a": expected it to start at byte 0 of the data, received 4'],
  ['data cut short', { a: f32([3], 0, 12) }, 'expected 12 bytes of data, received 8: the file is cut short'],
  [
    'bytes after the last tensor',
    { a: f32([1], 0, 4) },
    'expected 4 bytes of data, received 8: bytes follow the last tensor',
  ],
])('refuses %s', (_, header, what) => {
  expect(() => parse(header, 8)).toThrow(Refused)
  expect(() => parse(header, 8)).toThrow(what)
})

test('refuses what is not UTF-8', () => {
  expect(() => parseHeader(new Uint8Array([0x7b, 0xff, 0x7d]), 0, refuse)).toThrow('header: expected UTF-8 text')
})

test('a tensor named __proto__ is a name like any other and changes no object', () => {
  const { tensors } = parse(
    '{"__proto__": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8], "__proto__": 1}}'.replace(
      ', "__proto__": 1',
      '',
    ),
    8,
  )
  expect([...tensors.keys()]).toEqual(['__proto__'])
  expect(({} as { dtype?: unknown }).dtype).toBeUndefined()
  expect(() => parse('{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8], "__proto__": {}}}', 8)).toThrow(
    'expected dtype, shape and data_offsets only, received "__proto__"',
  )
})

const honest = fc
  .array(
    fc.record({
      type: fc.constantFrom('F32' as const, 'F64' as const),
      shape: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 }),
    }),
    { maxLength: 5 },
  )
  .map(tensors => {
    let offset = 0
    const entries = tensors.map(({ type, shape }, index) => {
      const start = offset
      offset += shape.reduce((product, size) => product * size, ELEMENT_BYTES[type])
      return [`t${index}`, { dtype: type, shape, data_offsets: [start, offset] }] as const
    })
    return { header: Object.fromEntries(entries), dataBytes: offset }
  })

test('what a writer lays out without gaps is read back', () => {
  fc.assert(
    fc.property(honest, ({ header, dataBytes }) => {
      const { tensors } = parse(header, dataBytes)
      for (const { name, type, shape, start, end } of tensors.values()) {
        expect({ dtype: type, shape, data_offsets: [start, end] }).toEqual(header[name])
      }
      expect(tensors.size).toBe(Object.keys(header).length)
    }),
  )
})

test('mutated headers are refused, or still cover the data exactly once', () => {
  const mutation = fc.record({
    at: fc.nat(),
    drop: fc.integer({ min: 0, max: 3 }),
    insert: fc.string({ unit: fc.constantFrom(...'{}[]":,-.019eEaF32\\u \u0000'), maxLength: 3 }),
  })
  fc.assert(
    fc.property(honest, fc.array(mutation, { minLength: 1, maxLength: 4 }), ({ header, dataBytes }, mutations) => {
      let text = JSON.stringify({ __metadata__: { format: 'blasnet' }, ...header })
      for (const { at, drop, insert } of mutations) {
        const position = at % (text.length + 1)
        text = text.slice(0, position) + insert + text.slice(position + drop)
      }
      try {
        const { tensors } = parse(text, dataBytes)
        const bytes = [...tensors.values()].reduce((sum, { start, end }) => sum + end - start, 0)
        expect(bytes).toBe(dataBytes)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
      }
    }),
    { numRuns: 1000 },
  )
})
