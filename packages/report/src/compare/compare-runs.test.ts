import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { OptionError } from '@blasnet/check'
import { describe, expect, it } from 'vitest'
import { overlaps, textBoxes } from '../figures/svg/text-boxes.ts'
import { historyOf } from '../testing/history.ts'
import { syntheticHistory } from '../testing/synthetic-history.ts'
import { compareRuns } from './compare-runs.ts'
import { configText } from './config-text.ts'
import { writeComparison } from './write-comparison.ts'

describe('compareRuns', () => {
  const runs = [
    {
      name: 'plain',
      history: historyOf([2, 1, 0.5], { accuracies: [0.1, 0.92, 0.951], parameters: 25_440 }),
      config: { hidden: [32], activation: 'sigmoid', learningRate: 0.1, momentum: 0, seed: 1 },
    },
    { name: 'other', history: historyOf([2, 1], { accuracies: [0.1, 0.5] }) },
  ]

  it('puts every run in a row', () => {
    const { table } = compareRuns(runs)
    expect(table.columns.map(({ title }) => title)).toEqual([
      'run',
      'network',
      'parameters',
      'epochs',
      'validation accuracy',
      'best',
      'training accuracy',
      'lowest validation loss',
      'steps to 90 %',
      'steps to 95 %',
      'seconds',
    ])
    expect(table.rows).toEqual([
      [
        'plain',
        '32, sigmoid, α 0.1, seed 1',
        '25,440',
        '0.4',
        '95.10 %',
        '95.10 %',
        '90.00 %',
        '0.500',
        '11',
        '21',
        '3.0',
      ],
      ['other', '', '100', '0.2', '50.00 %', '50.00 %', '90.00 %', '1.000', 'never', 'never', '3.0'],
    ])
  })

  it('has a column for the test where a run was tested', () => {
    const test = { samples: 10_000, loss: 0.1, accuracy: 0.9712, correct: 9712 }
    const [first, second] = runs
    const { table } = compareRuns([{ ...first!, history: { ...first!.history, test } }, second!])
    expect(table.columns.at(-2)).toEqual({ title: 'test accuracy', align: 'right' })
    expect(table.rows.map(row => row.at(-2))).toEqual(['97.12 %', '–'])
    expect(table.rows[0]).toHaveLength(table.columns.length)
  })

  it('draws losses and accuracies of all of them', () => {
    const { figures, markdown } = compareRuns(runs)
    expect(figures.map(({ name, title }) => [name, title])).toEqual([
      ['train-loss', 'Training loss'],
      ['validation-loss', 'Validation loss'],
      ['train-accuracy', 'Training accuracy'],
      ['validation-accuracy', 'Validation accuracy'],
    ])
    for (const { svg } of figures) expect(svg).toContain('>plain</text>')
    expect(markdown).toContain('![Validation loss](validation-loss.svg)')
  })

  it('runs without validation have a training loss', () => {
    const { figures, table } = compareRuns([{ name: 'a', history: { ...historyOf([1, 1, 1]), validation: [] } }])
    expect(figures.map(({ name }) => name)).toEqual(['train-loss'])
    expect(table.rows[0]!.slice(4, 10)).toEqual(['–', '–', '–', '–', '–', '–'])
  })

  it('tells twenty runs apart by colour and pattern, labels in order', () => {
    const many = Array.from({ length: 20 }, (_, index) => ({
      name: `run-${index}`,
      history: syntheticHistory({ seed: index, epochs: 3 }),
    }))
    const { svg } = compareRuns(many).figures[3]!
    expect(overlaps(textBoxes(svg))).toEqual([])
    const swatches = [
      ...svg.matchAll(/<line [^>]*stroke="(#[0-9a-f]+)" stroke-width="2.5"(?: stroke-dasharray="([^"]*)")?/g),
    ]
    expect(new Set(swatches.map(([, color, dash = '']) => `${color} ${dash}`)).size).toBe(20)
  })

  it('refuses none, and two of one name', () => {
    expect(() => compareRuns([])).toThrow(new OptionError('runs', 'at least one run', []))
    expect(() => compareRuns([runs[0]!, runs[0]!])).toThrow(
      /^runs\[1\]\.name: expected a name that no other run has, received "plain"$/,
    )
  })
})

describe('writeComparison', () => {
  it('writes the table and every figure', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'compare-'))
    try {
      const files = await writeComparison(
        compareRuns([{ name: 'a', history: historyOf([2, 1, 1]) }]),
        path.join(folder, 'new'),
      )
      expect(files.map(file => path.basename(file)).sort()).toEqual((await readdir(path.join(folder, 'new'))).sort())
      expect(files).toHaveLength(9)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('configText', () => {
  it('names what distinguishes a run', () => {
    expect(configText({ hidden: new Array(10).fill(64), activation: 'tanh', learningRate: 0.02, momentum: 0.9 })).toBe(
      '64x10, tanh, α 0.02, γ 0.9',
    )
    expect(configText({ hidden: [60, 60] })).toBe('60-60')
    expect(configText({ hidden: [] })).toBe('no hidden layer')
    expect(configText()).toBe('')
  })

  it('names what else is in use, as text or as an object', () => {
    const usual = { optimizer: { kind: 'sgd' }, loss: { kind: 'softmax-cross-entropy' }, dropout: 0, batchNorm: false }
    const unused = { weightDecay: null, clipNorm: null, l1: 0, averaging: null, classWeights: null, augment: null }
    expect(configText({ hidden: [64], ...usual, ...unused, seed: 1 })).toBe('64, seed 1')
    expect(configText({ optimizer: 'sgd', loss: 'softmax-cross-entropy' })).toBe('')
    const network = { hidden: [512], activation: { kind: 'elu', alpha: 1.5 }, batchNorm: true, dropout: 0.5 }
    const method = {
      optimizer: { kind: 'adam', beta1: 0.8, beta2: 0.99 },
      learningRate: 0.001,
      loss: { kind: 'huber' },
    }
    expect(configText({ ...network, inputDropout: 0.2, ...method })).toBe(
      '512, elu 1.5, batch norm, dropout 0.5, input dropout 0.2, huber, adam beta1 0.8 beta2 0.99, α 0.001',
    )
    expect(
      configText({
        ...{ labelSmoothing: 0.1, classWeights: 'balanced', momentum: 0.9, nesterov: true, weightDecay: 0.01 },
        ...{ clipNorm: 1, clipValue: 2, maxNorm: 3, l1: 1e-5, l2: 0.1, averaging: 0.9, augment: { shift: 1 } },
      }),
    ).toBe(
      'label smoothing 0.1, balanced classes, Nesterov γ 0.9, weight decay 0.01, clip norm 1, clip value 2, max norm 3, l1 0.00001, l2 0.1, averaging 0.9, augmented',
    )
  })
})
