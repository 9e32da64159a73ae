import { expect, it } from 'vitest'
import { plainView } from '../testing/plain-view.ts'
import type { ModelReport } from './inspect-model.ts'
import { renderModel } from './render.ts'

const uniform = { kind: 'uniform', low: -1, high: 1 } as const
const report: ModelReport = {
  model: 'runs/a/model.safetensors',
  bytes: 204_216,
  architecture: '784-64-10',
  dtype: 'float32',
  seed: 1,
  inputs: 784,
  parameters: 50_880,
  normalisation: { mean: 33.55274553571429, standardDeviation: 78.87550070784701 },
  layers: [
    { inputs: 784, units: 64, activation: 'improved-sigmoid', bias: true, initializer: uniform, parameters: 50_240 },
    {
      inputs: 64,
      units: 10,
      activation: 'identity',
      bias: false,
      initializer: { kind: 'fan-in-normal' },
      parameters: 640,
    },
  ],
  tensors: [
    { name: 'layers.0.weight', shape: [64, 784], mean: -0.0010742, std: 0.57582, min: -1.2968, max: 1.28 },
    { name: 'layers.0.bias', shape: [64], mean: 1.2e-7, std: 0, min: -1234567, max: Number.NaN },
  ],
}

it('shows layers and tensors', () => {
  expect(renderModel(report, plainView(79))).toEqual([
    '784-64-10 · 50,880 parameters · float32',
    'runs/a/model.safetensors · 204,216 bytes',
    '',
    '  normalisation  (x − 33.55) / 78.88',
    '  seed           1',
    '',
    'layer  shape     activation        bias  drawn from     parameters',
    '─────  ────────  ────────────────  ────  ─────────────  ──────────',
    '0      784 → 64  improved-sigmoid  yes   uniform:-1,1       50,240',
    '1      64 → 10   identity          no    fan-in-normal         640',
    '─────  ────────  ────────────────  ────  ─────────────  ──────────',
    'total                                                       50,880',
    '',
    'tensor           shape           mean     std      min   max',
    '───────────────  ─────────  ─────────  ──────  ───────  ────',
    'layers.0.weight  [64, 784]  -0.001074  0.5758   -1.297  1.28',
    'layers.0.bias    [64]          1.2e-7       0  -1.23e6   NaN',
  ])
})

it('shows what layers have beside, where one has something', () => {
  const [first, last] = report.layers
  const batchNorm = { momentum: 0.1, epsilon: 1e-5 }
  const layers = [
    { ...first!, bias: false, batchNorm, dropout: 0.5 },
    { ...last!, l2: 0.001 },
  ]
  const lines = renderModel({ ...report, inputDropout: 0.2, layers }, plainView(100))
  expect(lines.slice(4, 9)).toEqual([
    '  input dropout  0.2',
    '  seed           1',
    '',
    'layer  shape     activation        with                     bias  drawn from     parameters',
    '─────  ────────  ────────────────  ───────────────────────  ────  ─────────────  ──────────',
  ])
  expect(lines[9]).toBe('0      784 → 64  improved-sigmoid  batch norm, dropout 0.5  no    uniform:-1,1       50,240')
  expect(lines[10]).toContain('l2 0.001')
  const other = [{ ...first!, batchNorm: { momentum: 0.2, epsilon: 1e-3 } }, last!]
  expect(renderModel({ ...report, layers: other }, plainView(120)).join('\n')).toContain(
    '  batch norm momentum 0.2 ε 1e-3  ',
  )
})

it('says when inputs are not normalised', () => {
  expect(renderModel({ ...report, normalisation: null }, plainView(79))[3]).toBe(
    '  normalisation  none, inputs as they are',
  )
})
