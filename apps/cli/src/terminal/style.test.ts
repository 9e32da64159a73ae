import { describe, expect, it } from 'vitest'
import { createStyle, wantsColor } from './style.ts'

const terminal = { isTTY: true }
const file = {}

describe('wantsColor', () => {
  it.each([
    [terminal, {}, true],
    [terminal, { TERM: 'xterm-256color' }, true],
    [terminal, { TERM: 'dumb' }, false],
    [terminal, { NO_COLOR: '1' }, false],
    [terminal, { NO_COLOR: '' }, true],
    [terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    [terminal, { FORCE_COLOR: '0' }, false],
    [terminal, { FORCE_COLOR: 'false' }, false],
    [file, {}, false],
    [file, { FORCE_COLOR: '1' }, true],
    [file, { FORCE_COLOR: '' }, false],
    [file, { FORCE_COLOR: '1', TERM: 'dumb' }, true],
  ])('%j with %j: %s', (stream, env, wanted) => {
    expect(wantsColor(stream, env)).toBe(wanted)
  })
})

describe('createStyle', () => {
  it('paints, and closes what it opens', () => {
    const style = createStyle(terminal, {})
    expect(style.bold(style.red('x'))).toBe('\x1b[1m\x1b[31mx\x1b[39m\x1b[22m')
    expect(style.dim('')).toBe('')
  })

  it('leaves text alone where colours are off', () => {
    expect(createStyle(file, {}).green('x')).toBe('x')
  })
})
