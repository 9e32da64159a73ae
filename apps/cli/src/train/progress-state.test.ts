import { describe, expect, it } from 'vitest'
import { ProgressState } from './progress-state.ts'

const plan = { stepsPerEpoch: 100, maxSteps: 1000 }
const block = (step: number, losses: number[], samplesPerSecond = 1000) =>
  ({ type: 'step-block', step, losses, epoch: 0, learningRate: 0.1, samplesPerSecond }) as const

describe('ProgressState', () => {
  it('knows nothing before the first step', () => {
    const state = new ProgressState(plan, 0)
    expect(state).toMatchObject({
      steps: 0,
      samplesPerSecond: 0,
      loss: undefined,
      validation: undefined,
      share: 0,
    })
    expect(state.secondsLeft(5000)).toBeUndefined()
  })

  it('counts steps and epochs, and works out the time left from the pace so far', () => {
    const state = new ProgressState(plan, 0)
    state.update(block(0, new Array(250).fill(1)))
    expect(state).toMatchObject({ steps: 250, epoch: 2.5, epochs: 10, share: 0.25 })
    expect(state.secondsLeft(2000)).toBe(6)
  })

  it('rounds a part of an epoch up to what it shows as the last', () => {
    expect(new ProgressState({ stepsPerEpoch: 100, maxSteps: 150 }).epochs).toBe(2)
  })

  it('means over the last hundred losses, across blocks', () => {
    const state = new ProgressState(plan, 0)
    state.update(block(0, new Array(200).fill(9)))
    state.update(block(200, new Array(75).fill(1)))
    expect(state.loss).toBeCloseTo((75 * 1 + 25 * 9) / 100, 12)
    state.update(block(275, new Array(100_000).fill(2)))
    expect(state.loss).toBe(2)
  })

  it('smooths the pace, and passes over a block that was too short to time', () => {
    const state = new ProgressState(plan, 0)
    state.update(block(0, [1], 1000))
    state.update(block(1, [1], 2000))
    expect(state.samplesPerSecond).toBeCloseTo(1200, 9)
    state.update(block(2, [1], Number.POSITIVE_INFINITY))
    state.update(block(3, [1], 0))
    expect(state.samplesPerSecond).toBeCloseTo(1200, 9)
  })

  it('keeps the last validation', () => {
    const state = new ProgressState(plan, 0)
    state.update({ type: 'validation', epoch: 0, step: 0, loss: 2, accuracy: 0.5, trainAccuracy: 0.6 })
    expect(state.validation).toMatchObject({ step: 0, loss: 2, accuracy: 0.5 })
  })
})
