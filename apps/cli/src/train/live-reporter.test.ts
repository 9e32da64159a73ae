import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStyle } from '../terminal/style.ts'
import { runDescription, runPlan } from '../testing/run-description.ts'
import { createLiveReporter, progressLines } from './live-reporter.ts'
import { ProgressState } from './progress-state.ts'

const plain = createStyle({}, {})
const colour = createStyle({ isTTY: true }, {})

const hide = '\x1b[?25l'
const show = '\x1b[?25h'
const end = '\x1b[K'
const below = '\x1b[J'

function halfWay(): ProgressState {
  const state = new ProgressState(runPlan(), performance.now() - 10_000)
  const losses = new Array<number>(15_625).fill(0.31234)
  state.update({ type: 'step-block', step: 0, losses, epoch: 0, learningRate: 0.1, samplesPerSecond: 345_678 })
  state.update({ type: 'validation', epoch: 24, step: 15_500, loss: 0.34567, accuracy: 0.9123, trainAccuracy: 0.95 })
  return state
}

describe('progressLines', () => {
  it.each([
    [
      110,
      [
        `${'━'.repeat(20)}${'─'.repeat(20)}  epoch 26/50  step 15,625/31,250  0:10 left`,
        'loss 0.3123  validation 0.3457  91.23 %  345,678 samples/s',
      ],
    ],
    [
      79,
      [
        `${'━'.repeat(18)}${'─'.repeat(17)}  epoch 26/50  step 15,625/31,250  0:10 left`,
        'loss 0.3123  validation 0.3457  91.23 %  345,678 samples/s',
      ],
    ],
    [49, [`${'━'.repeat(13)}${'─'.repeat(12)}  epoch 26/50  0:10 left`, 'loss 0.3123  val 0.3457  91.23 %  346k/s']],
    [30, ['epoch 26/50  0:10 left', 'loss 0.3123  91.23 %']],
    [12, ['epoch 26/50', '91.23 %']],
    [5, ['epoch', '91.23']],
  ])('in %i columns', (columns, expected) => {
    const lines = progressLines(halfWay(), plain, columns)
    expect(lines.map(line => line.text.replace('0:09 left', '0:10 left'))).toEqual(expected)
  })

  it('never takes more columns than there are, whatever they are', () => {
    for (const state of [new ProgressState(runPlan()), halfWay()]) {
      for (let columns = 1; columns <= 200; columns++) {
        for (const { text, width } of progressLines(state, colour, columns)) {
          expect(stripVTControlCharacters(text)).toHaveLength(width)
          expect(width).toBeLessThanOrEqual(columns)
        }
      }
    }
  })
})

it('says the learning rate where it changes', () => {
  const description = runDescription({ warmup: { steps: 5 } })
  const state = new ProgressState({ ...runPlan(), description })
  state.update({ type: 'step-block', step: 0, losses: [0.5], epoch: 0, learningRate: 0.00002, samplesPerSecond: 9000 })
  const quality = (columns: number) => progressLines(state, plain, columns)[1]!.text
  expect(quality(79)).toBe('loss 0.5000  rate 2e-5  9,000 samples/s')
  expect(quality(20)).toBe('loss 0.5000  9k/s')
})

describe('createLiveReporter', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('loads, draws ten times a second, notes, and leaves nothing but the header', () => {
    let text = ''
    const take = () => {
      const taken = text
      text = ''
      return taken
    }
    const terminal = { columns: 80, isTTY: true, write: (part: string) => (text += part) }
    const reporter = createLiveReporter(terminal, plain)
    reporter.working('Loading MNIST')
    expect(take()).toBe(`${hide}Loading MNIST …${end}${below}`)
    reporter.start(runPlan())
    const [cleared, , , , drawn] = take().split('\n')
    expect(cleared).toBe(`\r${below}${show}784-64-10 · sigmoid · 50,880 parameters · float32`)
    expect(drawn).toBe(`${hide}${'─'.repeat(40)}  epoch  1/50  step      0/31,250${end}`)
    const losses = new Array<number>(625).fill(0.5)
    reporter.event({ type: 'step-block', step: 0, losses, epoch: 0, learningRate: 0.1, samplesPerSecond: 1000 })
    expect(take()).toBe('')
    vi.advanceTimersByTime(100)
    const [position, quality] = take().split('\n')
    expect(position).toMatch(/epoch {2}2\/50 {2}step {4}625\/31,250 {2}0:05 left/)
    expect(quality).toBe(`loss 0.5000  1,000 samples/s${end}${below}`)
    reporter.note('Stopping')
    expect(take().split('\n')[2]).toBe(`Stopping${end}${below}`)
    reporter.finish()
    expect(take()).toBe(`\r\x1b[2A${below}${show}`)
    vi.advanceTimersByTime(1000)
    reporter.note('late')
    reporter.finish()
    expect(take()).toBe('')
  })
})
