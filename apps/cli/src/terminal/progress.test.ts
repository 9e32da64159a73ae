import { afterEach, describe, expect, it } from 'vitest'
import { barParts, canRedraw, fitSegments, LiveBlock, usableColumns } from './progress.ts'

class FakeTerminal {
  columns = 20
  isTTY = true
  text = ''
  write(text: string) {
    this.text += text
  }
  take() {
    const { text } = this
    this.text = ''
    return text
  }
}

const line = (text: string) => ({ text, width: text.length })
const blocks: LiveBlock[] = []
function block(terminal: FakeTerminal) {
  const made = new LiveBlock(terminal)
  blocks.push(made)
  return made
}
afterEach(() => {
  for (const made of blocks.splice(0)) made.clear()
})

describe('LiveBlock', () => {
  it('hides the cursor, draws in place and gives the place back', () => {
    const terminal = new FakeTerminal()
    const live = block(terminal)
    live.draw([line('one'), line('two')])
    expect(terminal.take()).toBe('\x1b[?25lone\x1b[K\ntwo\x1b[K\x1b[J')
    live.draw([line('three')])
    expect(terminal.take()).toBe('\r\x1b[1Athree\x1b[K\x1b[J')
    live.clear()
    expect(terminal.take()).toBe('\r\x1b[J\x1b[?25h')
    live.clear()
    expect(terminal.take()).toBe('')
  })

  it('finds its top again when the terminal became narrower', () => {
    const terminal = new FakeTerminal()
    const live = block(terminal)
    live.draw([line('x'.repeat(19)), line('y'.repeat(12))])
    terminal.columns = 7
    terminal.take()
    live.draw([line('a')])
    // 19 columns take three rows of 7, 12 take two: the cursor stands on the fifth.
    expect(terminal.take()).toBe('\r\x1b[4Aa\x1b[K\x1b[J')
  })

  it('shows the cursor when the process exits in the middle', () => {
    const terminal = new FakeTerminal()
    const before = process.listeners('exit').length
    const live = block(terminal)
    live.draw([line('x')])
    const handlers = process.listeners('exit')
    expect(handlers.length).toBe(before + 1)
    terminal.take()
    handlers.at(-1)!(0)
    expect(terminal.take()).toBe('\n\x1b[?25h')
    live.clear()
    expect(process.listeners('exit').length).toBe(before)
    expect(process.listeners('SIGTSTP').length).toBe(0)
  })
})

describe('canRedraw', () => {
  it('needs a terminal that is not dumb', () => {
    const stream = new FakeTerminal()
    expect(canRedraw(stream, {})).toBe(true)
    expect(canRedraw(stream, { TERM: 'dumb' })).toBe(false)
    expect(canRedraw({ write() {} }, {})).toBe(false)
  })

  it('leaves the last column free, and knows terminals that do not tell their width', () => {
    expect(usableColumns({ columns: 50, write() {} })).toBe(49)
    expect(usableColumns({ columns: 0, write() {} })).toBe(79)
    expect(usableColumns({ columns: 1, write() {} })).toBe(1)
  })
})

describe('fitSegments', () => {
  const segments = [
    { text: 'epoch 1/50', priority: 3 },
    { text: 'step 10', priority: 1 },
    { text: '0:10 left', priority: 2, paint: (text: string) => `<${text}>` },
  ]
  it.each([
    [30, 'epoch 1/50  step 10  <0:10 left>', 30],
    [29, 'epoch 1/50  <0:10 left>', 21],
    [20, 'epoch 1/50', 10],
    [5, 'epoch', 5],
  ])('in %i columns', (columns, text, width) => {
    expect(fitSegments(segments, columns)).toEqual({ text, width })
  })

  it('leaves out what is empty', () => {
    const given = [
      { text: '', priority: 9 },
      { text: 'a', priority: 1 },
    ]
    expect(fitSegments(given, 10)).toEqual({ text: 'a', width: 1 })
    expect(fitSegments([], 10)).toEqual({ text: '', width: 0 })
  })
})

describe('barParts', () => {
  it.each([
    [0, 0],
    [0.5, 5],
    [1, 10],
    [2, 10],
    [-1, 0],
  ])('%f of ten columns: %i', (share, filled) => {
    const { full, empty } = barParts(share, 10)
    expect([full.length, empty.length]).toEqual([filled, 10 - filled])
  })
})
