import { describe, expect, it } from 'vitest'
import { createStyle } from '../terminal/style.ts'
import { runDescription } from '../testing/run-description.ts'
import { headerLines } from './header.ts'

const plain = createStyle({}, {})

describe('headerLines', () => {
  it('breaks between parts where the terminal is narrow', () => {
    const lines = headerLines(runDescription({ hidden: new Array(10).fill(64), shuffle: false }), plain, 49)
    expect(lines).toEqual([
      '784-64x10-10 · sigmoid · 50,880 parameters',
      '  float32',
      'MNIST · 20,000 training samples',
      '  10,000 validation samples',
      'uniform:-1,1 · SGD · learning rate 0.1',
      '  momentum 0 · batch 32 · seed 1 · not shuffled',
    ])
  })

  it('speaks of what there is: no hidden layer, no drawn weights, a folder of data', () => {
    const change = { hidden: [], initialWeights: '/w.safetensors', data: `${process.cwd()}/digits` }
    const lines = headerLines(runDescription(change), plain, 100)
    expect(lines[0]).toBe('784-10 · 50,880 parameters · float32')
    expect(lines[1]).toMatch(/^digits · /)
    expect(lines[2]).toMatch(/^given weights · /)
  })
})
