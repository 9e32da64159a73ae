import { expect, test } from 'vitest'
import { parseParts } from './arguments.mjs'

test('without arguments every part runs', () => expect(parseParts([])).toEqual(['checks', 'cpp', 'ts']))

test('--only chooses parts, in their own order', () => {
  expect(parseParts(['--only', 'ts,checks'])).toEqual(['checks', 'ts'])
  expect(parseParts(['--only=cpp'])).toEqual(['cpp'])
})

test.each([
  [['--only', 'rust']],
  [['--only']],
  [['--only', '']],
  [['cpp']],
  [['--only', 'ts', 'cpp']],
  [['--only=ts', 'x']],
])('%j is refused', args =>
  expect(() => parseParts(args)).toThrow('expected nothing or --only with some of checks,cpp,ts, received'),
)
