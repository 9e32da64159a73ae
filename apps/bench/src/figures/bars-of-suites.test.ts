import { textBoxes } from '@blasnet/report/figures'
import { describe, expect, it } from 'vitest'
import { notes } from '../peers/notes.ts'
import type { Result } from '../results/document.ts'
import { textProblems } from '../testing/svg-texts.ts'
import { accuracyFigures } from './accuracy-figure.ts'
import { peersFigures } from './peers-figure.ts'

const work = { samples: 32_000, steps: 1000 }
const peer = (name: string, seconds: number, agreement?: string): Result => ({
  id: `peers/784-64-10/b32/${name}`,
  suite: 'peers',
  setup: {
    ...{ kind: 'training', peer: name, title: name === 'blasnet' ? name : `${name}, compiled` },
    ...{ network: '784-64-10', batchSize: 32, dtype: 'float32', threads: 1 },
  },
  work,
  seconds: [seconds, seconds * 1.1, seconds * 0.9],
  ...(agreement !== undefined && { notes: { [notes.agreement]: agreement } }),
})

describe('peersFigures', () => {
  const results = [
    peer('blasnet', 0.03),
    peer('slow', 3, 'same'),
    peer('fast', 0.3, 'same'),
    peer('broken', 0.01, 'differs'),
    peer('other', 9, 'other-work'),
  ]
  const [figure] = peersFigures(results)

  it('shows blasnet first, then the others from the fastest, without who computes something else', () => {
    const texts = textBoxes(figure?.svg ?? '').map(({ text }) => text)
    const labels = texts.filter(text => text === 'blasnet' || text.endsWith(', compiled'))
    expect(labels).toEqual(['blasnet', 'fast, compiled', 'slow, compiled', 'other, compiled'])
    expect(texts).toContain('1,067')
    expect(texts).toContain('107, 10.0 ×')
    expect(textProblems(figure?.svg ?? '')).toEqual([])
  })

  it('says of a variant what it is a variant of, wherever it is sorted', () => {
    const variant = (name: string, title: string, seconds: number): Result => {
      const result = peer(name, seconds, 'same')
      return { ...result, setup: { ...result.setup, title } }
    }
    const [drawn] = peersFigures([
      peer('blasnet', 0.03),
      variant('a', 'A', 2),
      variant('a-mkl', '  tuned', 0.5),
      variant('b', 'B', 1),
      variant('b-mkl', '  tuned', 0.7),
    ])
    const texts = textBoxes(drawn?.svg ?? '').map(({ text }) => text)
    expect(texts.filter(text => /^[AB]/.test(text))).toEqual(['A, tuned', 'B, tuned', 'B', 'A'])
  })

  it('is left out where nobody else was measured', () => {
    expect(peersFigures([peer('blasnet', 1)])).toEqual([])
    expect(peersFigures([peer('blasnet', 1), peer('broken', 1, 'differs')])).toEqual([])
  })
})

describe('accuracyFigures', () => {
  const arrival = (percent: number, seconds: readonly number[]): Result => ({
    id: `accuracy/784-64-10/${percent === 0 ? 'end' : percent}`,
    suite: 'accuracy',
    setup: { kind: 'training', network: '784-64-10', activation: 'relu', batchSize: 32, percent, seeds: 3 },
    work: {},
    seconds,
  })
  it('has a bar for each accuracy that every seed reached', () => {
    const results = [arrival(90, [0.1, 0.2, 0.3]), arrival(95, [1, 2, 3]), arrival(98, [5]), arrival(0, [9, 9, 9])]
    const [figure] = accuracyFigures(results)
    const texts = textBoxes(figure?.svg ?? '').map(({ text }) => text)
    expect(texts.filter(text => text.endsWith(' %'))).toEqual(['90 %', '95 %'])
    expect(texts).toContain('2.00 s')
    expect(textProblems(figure?.svg ?? '')).toEqual([])
  })
  it('is left out where none was', () => {
    expect(accuracyFigures([arrival(98, [1])])).toEqual([])
    expect(accuracyFigures([])).toEqual([])
  })
})
