import { expect, test } from 'vitest'
import { summarise } from './clang-format.mjs'

test('violations become a line a file', () => {
  const violation = 'error: code should be clang-formatted [-Wclang-format-violations]\n  int  a;\n     ^\n'
  const output = `native/a.h:3:4: ${violation}native/a.h:3:9: ${violation}native/a.h:12:1: ${violation}native/b.cc:1:2: ${violation}`
  expect(summarise(output)).toBe('native/a.h: lines 3, 12\nnative/b.cc: lines 1\npnpm format puts them right\n')
})

test('other words of clang-format are kept', () => {
  expect(summarise('error: invalid value for BasedOnStyle\n')).toBe('error: invalid value for BasedOnStyle\n')
  expect(summarise('')).toBe('')
})
