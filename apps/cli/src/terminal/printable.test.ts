import { expect, it } from 'vitest'
import { printable } from './printable.ts'

it.each([
  ['Ankle boot', 'Ankle boot'],
  ['數字 é 👟', '數字 é 👟'],
  ['a\x1b[2Jb\n', 'a\\x1b[2Jb\\x0a'],
  ['\x9b31m', '\\x9b31m'],
  ['png.\u202egpj', 'png.\\u202egpj'],
])('%j → %j', (text, shown) => {
  expect(printable(text)).toBe(shown)
})
