import type { TrainingEvent } from '@blasnet/core'
import { describe, expect, it } from 'vitest'
import { ReportProgress, type WorkItem } from './report-progress.ts'
import { RunProgress } from './run-progress.ts'
import type { RunWork } from './work.ts'

const work: RunWork = { maxSteps: 1000, stepsPerEpoch: 100, unitsPerStep: 2, expectedSteps: 400, patienceSteps: 100 }

function item(id: string, change: Partial<RunWork> = {}, network = id): WorkItem & { readonly kind: 'run' } {
  return { kind: 'run', id, label: id, network, work: { ...work, ...change } }
}

function steps(first: number, count: number): TrainingEvent {
  return {
    type: 'step-block',
    step: first,
    losses: Array(count).fill(1),
    epoch: 0,
    learningRate: 0.1,
    samplesPerSecond: 1000,
  }
}

function validation(step: number, loss: number): TrainingEvent {
  return { type: 'validation', epoch: 0, step, loss, accuracy: 0.5, trainAccuracy: 0.5 }
}

describe('RunProgress', () => {
  it('expects the likely end, until early stopping has to wait for longer', () => {
    const run = new RunProgress(work, 400, 0)
    expect(run.expectedSteps).toBe(400)
    run.update(steps(0, 350))
    run.update(validation(349, 0.5))
    expect(run.expectedSteps).toBe(449)
    run.update(validation(399, 0.6))
    expect(run.expectedSteps).toBe(449)
    run.update(steps(350, 200))
    // The lowest loss lies further back than early stopping waits: whatever holds it up, it goes on from here.
    expect(run.expectedSteps).toBe(550)
    run.update(validation(990, 0.1))
    expect(run.expectedSteps).toBe(1000)
    expect([run.unitsDone, run.unitsLeft]).toEqual([1100, 900])
  })

  it('expects every step without early stopping', () => {
    expect(new RunProgress({ ...work, patienceSteps: Number.POSITIVE_INFINITY }, 400, 0).expectedSteps).toBe(1000)
  })
})

describe('ReportProgress', () => {
  it('takes what lasts longest first', () => {
    const check: WorkItem = { kind: 'check', id: 'check', label: 'check', units: 1000 }
    const items = [item('short', { expectedSteps: 10 }), check, item('wide', { unitsPerStep: 9 }), item('long')]
    const progress = new ReportProgress(items, 2)
    expect(progress.items.map(({ id }) => id)).toEqual(['wide', 'check', 'long', 'short'])
  })

  it('tells the time left from the steps left, the measured speed and the lanes', () => {
    const [a, b, c] = [item('a'), item('b'), item('c')]
    const progress = new ReportProgress([a, b, c], 2)
    expect(progress.secondsLeft(0)).toBeUndefined()
    progress.started(a, 0)
    progress.started(b, 0)
    expect(progress.secondsLeft(1000)).toBeUndefined()
    progress.update(a, steps(0, 100))
    // a does 100 steps a second and has 300 to go; b is expected to be as fast, and so is c after a.
    expect(progress.secondsLeft(1000)).toBe(3 + 4)
    progress.update(b, steps(0, 200))
    // b: 200 steps to go at 200 a second; c follows b, at 300 steps in 2 seconds of work.
    expect(progress.secondsLeft(1000)).toBeCloseTo(1 + 400 / 150, 10)
    expect(progress.share()).toBe(300 / 1200)
  })

  it('learns from one seed when the others will stop', () => {
    const [a, b] = [item('a-1', {}, 'a'), item('a-2', {}, 'a')]
    const progress = new ReportProgress([a, b], 1)
    progress.started(a, 0)
    progress.update(a, steps(0, 200))
    progress.finished(a, 2000)
    expect(progress.ended).toBe(1)
    expect(progress.secondsLeft(2000)).toBe(2)
    progress.started(b, 2000)
    expect(progress.active[0]?.run?.expectedSteps).toBe(200)
  })

  it('never goes back', () => {
    const a = item('a')
    const progress = new ReportProgress([a], 1)
    progress.started(a, 0)
    progress.update(a, steps(0, 380))
    const before = progress.share()
    progress.update(a, validation(379, 0.1))
    expect(progress.active[0]?.run?.expectedSteps).toBe(479)
    expect(progress.share()).toBe(before)
    progress.finished(a, 1)
    expect(progress.share()).toBe(1)
    expect(progress.secondsLeft(2)).toBe(0)
  })

  it('counts a gradient check by the clock', () => {
    const a = item('a')
    const check: WorkItem = { kind: 'check', id: 'check', label: 'check', units: 1600 }
    const progress = new ReportProgress([a, check], 2)
    progress.started(a, 0)
    progress.started(check, 0)
    progress.update(a, steps(0, 100))
    // 200 units a second: the check takes 8 seconds, of which one has passed.
    expect(progress.secondsLeft(1000)).toBe(7)
    expect(progress.secondsLeft(9000)).toBe(63)
  })

  it('knows how long a gradient check takes once it says so, and so how long others do', () => {
    const check = (id: string, units: number): WorkItem => ({ kind: 'check', id, label: id, units })
    const [a, b, c] = [check('a', 300), check('b', 200), check('c', 100)]
    const progress = new ReportProgress([a, b, c], 1)
    progress.started(a, 0)
    expect(progress.secondsLeft(500)).toBeUndefined()
    progress.estimated(a, 6)
    expect(progress.secondsLeft(1000)).toBe(5 + 4 + 2)
    expect(progress.secondsLeft(7000)).toBe(6)
  })
})
