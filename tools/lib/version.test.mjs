import { describe, expect, test } from 'vitest'
import { findVersion, isAtLeast } from './version.mjs'

describe('isAtLeast', () => {
  test.each([
    ['3.25.1', '3.25', true],
    ['3.25', '3.25', true],
    ['3.25', '3.25.0', true],
    ['3.24.9', '3.25', false],
    ['10.0', '9.9', true],
    ['0.3.21', '0.3', true],
    ['1.12.1', '1.2', true],
    ['1.2', '1.12', false],
  ])('%s ≥ %s is %s', (version, least, expected) => expect(isAtLeast(version, least)).toBe(expected))
})

test('the version is found in what programs print', () => {
  expect(findVersion('cmake version 3.25.1\n\nCMake suite …')).toBe('3.25.1')
  expect(findVersion('1.11.1.git.kitware')).toBe('1.11.1')
  expect(findVersion('2.4\n')).toBe('2.4')
  expect(findVersion('no number')).toBeUndefined()
})
