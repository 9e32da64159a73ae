import { expect, it } from 'vitest'
import { pictureColours } from './picture-colours.ts'

const terminal = { isTTY: true }
const pipe = {}

it.each([
  [terminal, { TERM: 'xterm-256color' }, '256'],
  [terminal, { TERM: 'xterm-256color', COLORTERM: 'truecolor' }, '24-bit'],
  [terminal, { TERM: 'xterm-256color', COLORTERM: 'truecolor', NO_COLOR: '1' }, 'none'],
  [terminal, { TERM: 'linux' }, 'none'],
  [terminal, { TERM: 'dumb' }, 'none'],
  [pipe, { TERM: 'xterm-256color' }, 'none'],
  [pipe, { FORCE_COLOR: '2' }, '256'],
  [pipe, { FORCE_COLOR: '3' }, '24-bit'],
  [pipe, { FORCE_COLOR: '0' }, 'none'],
] as const)('%j %j: %s', (stream, env, expected) => {
  expect(pictureColours(stream, env)).toBe(expected)
})
