import fc from 'fast-check'
import { expect, test } from 'vitest'
import { duplicateKey } from './duplicate-key.ts'

test.each([
  ['{"a": 1, "a": 2}', 'a'],
  ['{"a": 1, "b": 2, "\\u0061": 3}', 'a'],
  ['{"x": [{"y": 1}, {"z": 1, "z" : 2}]}', 'z'],
  ['{"x": {"y": 1}, "x": {}}', 'x'],
  ['{"__proto__": 1, "__proto__": 2}', '__proto__'],
  ['{"": 1, "": 2}', ''],
])('%s has %j twice', (json, key) => {
  expect(duplicateKey(json)).toBe(key)
})

test.each([
  '{}',
  '[1, "a", "a"]',
  '{"a": {"a": {"a": "a"}}}',
  '{"a": "{\\"b\\": 1, \\"b\\": 2}"}',
  '{"a": ["b", "b"], "b": "a:"}',
  '{"a\\"": 1, "a": 2}',
  '{"a\\\\": 1, "a": "\\\\"}',
])('%s has none', json => {
  expect(duplicateKey(json)).toBeUndefined()
})

test('whatever JSON.stringify writes has none; repeating one of its keys is found', () => {
  const objects = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 })
  fc.assert(
    fc.property(objects, fc.boolean(), (object, compact) => {
      const json = JSON.stringify(object, null, compact ? 0 : 2)
      expect(duplicateKey(json)).toBeUndefined()
      const [first] = Object.keys(JSON.parse(json))
      expect(duplicateKey(`${json.trimEnd().slice(0, -1)},${JSON.stringify(first)}:0}`)).toBe(first)
    }),
  )
})

test('deep nesting costs no stack', () => {
  const depth = 200_000
  expect(duplicateKey(`${'['.repeat(depth)}${']'.repeat(depth)}`)).toBeUndefined()
})
