import { expect, it } from 'vitest'
import { metricsOf } from '../testing/metrics-of.ts'
import { plainView } from '../testing/plain-view.ts'
import type { EvaluationReport } from './evaluate-model.ts'
import { perClass } from './per-class.ts'
import { renderEvaluation } from './render.ts'

const metrics = metricsOf(3, [
  [0, 0, 1499],
  [0, 1],
  [1, 0, 499],
  [1, 1],
])
const report: EvaluationReport = {
  model: 'runs/a/model.safetensors',
  architecture: '784-64-10',
  parameters: 50_880,
  dtype: 'float32',
  data: 'fashion-mnist',
  split: 'test',
  dataset: 'Fashion-MNIST test images',
  loss: 0.29,
  lossFunction: 'softmax-cross-entropy',
  accuracy: 0.75,
  correct: 1500,
  count: 2000,
  seconds: 0.01,
  classes: perClass(metrics, { classes: 3, classNames: ['T-shirt/top', '数字', 'Dress'] }),
  metrics,
  mistakes: [{ index: 7, label: 0, predicted: 1, probability: 1, labelProbability: 0 }],
}

it('shows the figures, a table of the classes, what was taken for what, calibration and mistakes', () => {
  expect(renderEvaluation(report, plainView(79), 'a\x1b.svg')).toEqual([
    '784-64-10 · 50,880 parameters · float32',
    'Fashion-MNIST test images · 2,000 samples',
    '',
    '  accuracy     75.00 %  1,500 of 2,000 right',
    '  macro F1     43.05 %  precision 62.51 %, recall 50.07 %',
    '  loss         0.2900',
    '  Brier        0.5000',
    '  calibration  25.00 %  expected error, in 15 bins',
    '  time         0.01 s   200k samples/s',
    '',
    'class        samples  accuracy  precision       F1  most often taken for',
    '───────────  ───────  ────────  ─────────  ───────  ───────────────────────',
    'T-shirt/top    1,500   99.93 %    75.03 %  85.71 %  数字 (once)',
    '数字             500    0.20 %    50.00 %   0.40 %  T-shirt/top (499 times)',
    'Dress              0         –          –        –',
    '(a wider terminal shows right too)',
    '',
    'confusion  rows: the true class, columns: what it was taken for',
    '                  0     1     2',
    '0 T-shirt/top  1499     1     ·',
    '1 数字          499     1     ·',
    '2 Dress           ·     ·     ·',
    '',
    'calibration  how sure the network was, and how often it was right',
    'sure        samples  on average   right    gap  as a bar',
    '──────────  ───────  ──────────  ──────  ─────  ───────────────',
    '93 – 100 %    2,000     100.0 %  75.0 %  −25.0  ███████████████',
    '',
    'worst mistakes  index: true class ▸ taken for, with this probability',
    '7: T-shirt/top',
    '▸ 数字 100.0 %',
    '',
    'Figure  a\\x1b.svg',
  ])
})

it('says how many are among the five most probable, where there are more classes', () => {
  const six = metricsOf(6, [
    [1, 1],
    [5, 0],
  ])
  const lines = renderEvaluation({ ...report, classes: perClass(six, { classes: 6 }), metrics: six }, plainView(79))
  expect(lines[4]).toBe('  top 5        50.00 %')
})

it('leaves out columns on a narrow terminal, and what was not asked for', () => {
  expect(renderEvaluation({ ...report, mistakes: [] }, plainView(40)).slice(13)).toEqual([
    '',
    'class        samples  accuracy       F1',
    '───────────  ───────  ────────  ───────',
    'T-shirt/top    1,500   99.93 %  85.71 %',
    '数字             500    0.20 %   0.40 %',
    'Dress              0         –        –',
    '(a wider terminal shows right,',
    'precision, most often taken for too)',
    '',
    'confusion  rows: the true class, column…',
    '                  0     1     2',
    '0 T-shirt/top  1499     1     ·',
    '1 数字          499     1     ·',
    '2 Dress           ·     ·     ·',
    '',
    'calibration  how sure the network was, …',
    'sure        on average   right    gap',
    '──────────  ──────────  ──────  ─────',
    '93 – 100 %     100.0 %  75.0 %  −25.0',
    '(a wider terminal shows samples, as a',
    'bar too)',
  ])
})
