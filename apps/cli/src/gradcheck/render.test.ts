import { expect, it } from 'vitest'
import { plainView } from '../testing/plain-view.ts'
import type { GradcheckReport } from './check.ts'
import { renderGradcheck } from './render.ts'

const report: GradcheckReport = {
  architecture: '784-64-10',
  parameters: 50_880,
  activation: 'sigmoid',
  initializer: { kind: 'uniform', low: -1, high: 1 },
  extras: [],
  kinks: [],
  seed: 1,
  data: 'mnist',
  normalisation: { mean: 33, standardDeviation: 78 },
  loss: 5.84891,
  epsilon: 1e-3,
  samples: 100,
  checked: 4000,
  largestDifference: 1.3e-8,
  tensors: [
    {
      name: 'layers.0.weight',
      shape: [64, 784],
      checked: 3936,
      largestDifference: 1.3e-8,
      worst: { index: 15_329, analytic: 0.00522249, numeric: 0.00522351 },
    },
    {
      name: 'layers.0.bias',
      shape: [64],
      checked: 64,
      largestDifference: 1.204e-9,
      worst: { index: 19, analytic: -0.004726, numeric: -0.0047261 },
    },
  ],
  tolerance: { value: 1e-6, kind: 'truncation' },
  holds: true,
  seconds: 1.61,
}

it('shows the worst of every tensor and the verdict', () => {
  expect(renderGradcheck(report, plainView(100))).toEqual([
    '784-64-10 · sigmoid · 50,880 parameters · float64',
    'uniform:-1,1 · seed 1',
    'MNIST · the first 100 samples',
    '',
    '  checked  4,000 of 50,880             in 1.61 s',
    '  against  (C(w + ε) − C(w − ε)) / 2ε  ε = 1e-3',
    '  loss C   5.8489',
    '',
    'tensor           shape      checked  largest difference      at   analytic    numeric',
    '───────────────  ─────────  ───────  ──────────────────  ──────  ─────────  ─────────',
    'layers.0.weight  [64, 784]    3,936              1.3e-8  15,329   0.005222   0.005224',
    'layers.0.bias    [64]            64              1.2e-9      19  -0.004726  -0.004726',
    '',
    '✓ the gradients agree · largest difference 1.3e-8 · below ε² = 1e-6',
  ])
})

it('names what else there is', () => {
  const lines = renderGradcheck({ ...report, extras: ['batch norm', 'huber:2'] }, plainView(100))
  expect(lines[1]).toBe('uniform:-1,1 · batch norm · huber:2 · seed 1')
})

it('says so when they do not agree', () => {
  const wrong = { ...report, checked: 50_880, holds: false, largestDifference: 0.02 }
  const lines = renderGradcheck(wrong, plainView(50))
  expect(lines[4]).toBe('  checked  all 50,880                  in 1.61 s')
  expect(lines.slice(-2)).toEqual(['✗ the gradients do not agree', '  largest difference 2e-2 · not below ε² = 1e-6'])
})

it('explains what ReLU does to differences, where a smaller ε would help', () => {
  const wrong = { ...report, holds: false, largestDifference: 0.02, activation: 'relu', kinks: ['ReLU'] } as const
  expect(renderGradcheck(wrong, plainView(100)).slice(-3)).toEqual([
    '✗ the gradients do not agree · largest difference 2e-2 · not below ε² = 1e-6',
    'ReLU has no derivative at 0, and what ε carries across it differs without a mistake; --epsilon 1e-5',
    'makes that rare',
  ])
  const tolerance = { value: 1.73e-9, kind: 'rounding' } as const
  expect(renderGradcheck({ ...wrong, epsilon: 1e-5, tolerance }, plainView(100)).at(-1)).toBe(
    '✗ the gradients do not agree · largest difference 2e-2 · not below the rounding of C = 1.73e-9',
  )
})
