import { describe, expect, it } from 'vitest'
import { createStyle } from '../terminal/style.ts'
import { runDescription, runPlan } from '../testing/run-description.ts'
import { headerLines, startLines } from './header.ts'

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

  it('says how the learning rate changes and how the bias starts, where that is not the usual', () => {
    const lines = headerLines(
      runDescription({
        initializer: { kind: 'glorot-normal' },
        biasInitializer: { kind: 'constant', value: 0.1 },
        schedule: { kind: 'cosine', minimum: 0.001 },
        warmup: { epochs: 2 },
      }),
      plain,
      150,
    )
    expect(lines.at(-1)).toBe(
      'glorot-normal · bias constant:0.1 · SGD · learning rate 0.1 · cosine:0.001 · warm-up of 2 epochs · momentum 0 · batch 32 · seed 1',
    )
  })

  it('names what else is in use: of the network, of the data, of the method', () => {
    const lines = headerLines(
      runDescription({
        ...{ activation: { kind: 'leaky-relu', slope: 0.2 }, batchNorm: true, dropout: 0.5, inputDropout: 0.2 },
        ...{
          augment: { shift: 2, elastic: { strength: 36, smoothness: 5 } },
          validateOn: 'held-out',
          loss: { kind: 'huber', delta: 2 },
          labelSmoothing: 0.1,
          classWeights: 'balanced',
        },
        ...{ optimizer: { kind: 'adam', beta2: 0.99 }, learningRate: 0.001, weightDecay: 0.01, clipNorm: 1 },
        ...{ clipValue: 2, maxNorm: 3, l1: 1e-5, l2: 1e-4, averaging: 0.999 },
      }),
      plain,
      400,
    )
    expect(lines).toEqual([
      '784-64-10 · leaky-relu 0.2 · batch norm · dropout 0.5 · input dropout 0.2 · 50,880 parameters · float32',
      'MNIST · 20,000 training samples · augmented shift=2,elastic=36:5 · 10,000 validation samples, held out',
      'uniform:-1,1 · huber:2 · label smoothing 0.1 · balanced classes · Adam beta2=0.99 · learning rate 0.001 · weight decay 0.01 · clip norm 1 · clip value 2 · max norm 3 · l1 0.00001 · l2 0.0001 · averaging 0.999 · batch 32 · seed 1',
    ])
    const other = headerLines(
      runDescription({ momentum: 0.9, nesterov: true, validateOn: 'none', classWeights: [1, 2] }),
      plain,
      400,
    )
    expect(other.slice(1)).toEqual([
      'MNIST · 20,000 training samples · no validation',
      'uniform:-1,1 · classes 1:2 · SGD · learning rate 0.1 · Nesterov momentum 0.9 · batch 32 · seed 1',
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

describe('startLines', () => {
  it('adds the learning rate when asked for', () => {
    const plan = runPlan()
    const header = headerLines(plan.description, plain, 100)
    expect(startLines(plan, plain, 100)).toEqual(header)
    const lines = startLines({ ...plan, showSchedule: true }, plain, 100)
    expect(lines.slice(0, header.length + 3)).toEqual([...header, '', 'learning rate', `0.1 ┤${'█'.repeat(60)}`])
    expect(lines.at(-1)).toMatch(/^ {5}0 +epoch 50$/)
  })
})
