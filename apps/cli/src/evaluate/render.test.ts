import { expect, it } from 'vitest'
import { plainView } from '../testing/plain-view.ts'
import type { EvaluationReport } from './evaluate-model.ts'
import { renderEvaluation } from './render.ts'

const report: EvaluationReport = {
  model: 'runs/a/model.safetensors',
  architecture: '784-64-10',
  parameters: 50_880,
  dtype: 'float32',
  data: 'fashion-mnist',
  split: 'test',
  dataset: 'Fashion-MNIST test images',
  loss: 0.29,
  accuracy: 0.75,
  correct: 1500,
  count: 2000,
  seconds: 0.01,
  classes: [
    {
      class: 0,
      name: 'T-shirt/top',
      count: 1500,
      correct: 1499,
      accuracy: 1499 / 1500,
      mostOftenTakenFor: { class: 1, times: 1 },
    },
    { class: 1, name: '数字', count: 500, correct: 1, accuracy: 0.002, mostOftenTakenFor: { class: 0, times: 499 } },
    { class: 2, name: 'Dress', count: 0, correct: 0, accuracy: null, mostOftenTakenFor: null },
  ],
}

it('shows the figures and a table of the classes', () => {
  expect(renderEvaluation(report, plainView(79))).toEqual([
    '784-64-10 · 50,880 parameters · float32',
    'Fashion-MNIST test images · 2,000 samples',
    '',
    '  accuracy  75.00 %  1,500 of 2,000 right',
    '  loss      0.2900',
    '  time      0.01 s   200k samples/s',
    '',
    'class        samples  right  accuracy  most often taken for',
    '───────────  ───────  ─────  ────────  ───────────────────────',
    'T-shirt/top    1,500  1,499   99.93 %  数字 (once)',
    '数字             500      1    0.20 %  T-shirt/top (499 times)',
    'Dress              0      0         –',
  ])
})

it('leaves out columns on a narrow terminal', () => {
  expect(renderEvaluation(report, plainView(40)).slice(3)).toEqual([
    '',
    '  accuracy  75.00 %',
    '    1,500 of 2,000 right',
    '  loss      0.2900',
    '  time      0.01 s   200k samples/s',
    '',
    'class        samples  right  accuracy',
    '───────────  ───────  ─────  ────────',
    'T-shirt/top    1,500  1,499   99.93 %',
    '数字             500      1    0.20 %',
    'Dress              0      0         –',
    '(a wider terminal shows most often taken',
    'for too)',
  ])
})
