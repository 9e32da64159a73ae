import { describe, expect, it } from 'vitest'
import { runDescription, runPlan } from '../testing/run-description.ts'
import { createLineReporter } from './line-reporter.ts'

function reporter() {
  const lines: string[] = []
  const notes: string[] = []
  const clock = { now: 0 }
  const made = createLineReporter({
    writeLine: line => lines.push(line),
    writeNote: line => notes.push(line),
    now: () => clock.now,
  })
  return { made, lines, notes, clock }
}

const block = (step: number, count: number) =>
  ({
    type: 'step-block',
    step,
    losses: new Array<number>(count).fill(0.5),
    epoch: Math.floor(step / 625),
    learningRate: 0.1,
    samplesPerSecond: 200_000,
  }) as const

describe('createLineReporter', () => {
  it('prints the header, then a line an epoch', () => {
    const { made, lines } = reporter()
    made.start(runPlan())
    expect(lines.splice(0)).toEqual([
      '784-64-10 · sigmoid · 50,880 parameters · float32',
      'MNIST · 20,000 training samples · 10,000 validation samples',
      'uniform:-1,1 · SGD · learning rate 0.1 · momentum 0 · batch 32 · seed 1',
      '',
    ])
    made.event(block(0, 625))
    expect(lines).toEqual([])
    made.event({ type: 'validation', epoch: 0, step: 500, loss: 0.61234, accuracy: 0.8, trainAccuracy: 0.8 })
    made.event({ type: 'epoch', epoch: 0, step: 624, trainLoss: 0.5 })
    expect(lines.splice(0)).toEqual([
      'epoch  1/50  step    625  loss 0.5000  validation 0.6123   80.00 %  200,000 samples/s',
    ])
    made.finish()
    made.finish()
    expect(lines).toEqual([''])
  })

  it('says in between how far an epoch is that takes half a minute', () => {
    const { made, lines, clock } = reporter()
    made.start(runPlan())
    lines.splice(0)
    clock.now = 29_999
    made.event(block(0, 10))
    expect(lines).toEqual([])
    clock.now = 30_000
    made.event(block(10, 15))
    expect(lines.splice(0)).toEqual(['epoch 0.04/50  step     25  loss 0.5000  200,000 samples/s'])
    clock.now = 59_999
    made.event(block(25, 10))
    expect(lines).toEqual([])
  })

  it('says the learning rate where it changes', () => {
    const { made, lines } = reporter()
    const plan = runPlan()
    made.start({ ...plan, description: runDescription({ schedule: { kind: 'cosine' } }) })
    lines.splice(0)
    made.event({ ...block(0, 625), learningRate: 0.0123456 })
    made.event({ type: 'epoch', epoch: 0, step: 624, trainLoss: 0.5 })
    expect(lines).toEqual(['epoch  1/50  step    625  loss 0.5000  rate 0.01235    200,000 samples/s'])
  })

  it('keeps notes apart from lines', () => {
    const { made, lines, notes } = reporter()
    made.note('Stopping')
    expect([lines, notes]).toEqual([[], ['Stopping']])
  })
})
