import { expect, test } from 'vitest'
import { duration } from './say.mjs'

test.each([
  [0.04, '0.0 s'],
  [9.94, '9.9 s'],
  [9.96, '10 s'],
  [59.4, '59 s'],
  [59.6, '1 min 0 s'],
  [187, '3 min 7 s'],
])('%d seconds read %s', (seconds, text) => expect(duration(seconds)).toBe(text))
