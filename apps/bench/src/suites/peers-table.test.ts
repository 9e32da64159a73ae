import { expect, test } from 'vitest'
import type { Result } from '../results/document.ts'
import { renderPeers } from './peers-table.ts'

const setup = {
  kind: 'training',
  network: '784-64-10',
  activation: 'sigmoid',
  bias: 'every layer',
  batchSize: 32,
  learningRate: 0.02,
  momentum: 0.9,
  dtype: 'float32',
  threads: 1,
}

function result(peer: string, seconds: readonly number[], notes: Result['notes'] = {}, steps = 100): Result {
  return {
    id: `peers/training/784-64-10/sigmoid/b32/f32/t1/${peer}`,
    suite: 'peers',
    setup: { ...setup, peer, title: `The ${peer}` },
    work: { steps, samples: 32 * steps },
    seconds,
    notes,
  }
}

const same = { agreement: 'same', 'losses compared': 100, 'largest difference': 1.44e-7 }

test('times a step, ratios round by round, and what the losses say', () => {
  const text = renderPeers([
    result('blasnet', [0.002, 0.003, 0.004], {
      'version of blasnet': '0.1.0',
      environment: 'OPENBLAS_CORETYPE=Haswell',
      'not measured: sklearn': 'the Python module sklearn is not installed; pip install scikit-learn',
      'not measured: tfjs-cpu': 'did not answer within 300 s',
      'not measured: tfjs-wasm': 'did not answer within 300 s',
      'not measured: numpy': 'was ended by SIGKILL',
    }),
    // A tenth of the steps: twice, thrice and four times as long a step.
    result(
      'torch',
      [0.0004, 0.0009, 0.0016],
      { 'version of torch': '2.15.0+cu132', 'version of python': '3', ...same },
      10,
    ),
    result('tfjs', [0.02, 0.03, 0.04], {
      agreement: 'differs',
      'losses compared': 100,
      'largest difference': 0.125,
      'differs from': 3,
    }),
    result('brain', [0.2, 0.3, 0.4], { agreement: 'other-work', difference: 'sings', falls: 'yes' }),
    result('numpy', [0.004, 0.006], { ...same, 'losses compared': 7, failed: 'was ended by SIGKILL' }),
  ])
  expect(text.split('\n')).toEqual([
    '784-64-10, sigmoid, a bias in every layer, batch 32, float32, 1 thread',
    'SGD 0.02, momentum 0.9, 3 rounds in turn',
    '',
    '             version  µs/step  samples/s  blasnet  quartiles    losses',
    '───────────  ───────  ───────  ─────────  ───────  ───────────  ──────────',
    'The blasnet  0.1.0       30.0  1,066,667',
    'The torch    2.15.0      90.0    355,556  3.00 ×   2.50 – 3.50  same, 1e-7',
    'The tfjs                  300    106,667  –                     differ',
    'The brain               3,000     10,667  (100 ×)  100 – 100    other work',
    'The numpy                50.0    666,667  2.00 ×   2.00 – 2.00  same, 1e-7',
    "- Losses are the same where each of the first 100 (of numpy 7) lies within 0.001 of blasnet's,",
    '  relative; the number is the largest difference.',
    '- tfjs: its losses differ by up to 0.13, relative, from number 3 on. It does not do the same work,',
    '  and no ratio is given.',
    '- brain: sings. Its ratio is one of samples a second and not of the same work; it learns.',
    '- numpy: left out after 2 rounds: was ended by SIGKILL',
    '- Not measured: sklearn: the Python module sklearn is not installed; pip install scikit-learn',
    '- Not measured: tfjs-cpu, tfjs-wasm: did not answer within 300 s',
    '- blasnet runs under OPENBLAS_CORETYPE=Haswell, as the environment has it; its peers run without.',
    '',
  ])
})

test('an epoch of the study is told in milliseconds', () => {
  const study = (peer: string, seconds: readonly number[], notes: Result['notes']): Result => ({
    ...result(peer, seconds, notes, 625),
    setup: {
      ...setup,
      kind: 'study',
      peer,
      title: peer,
      bias: 'first layer',
      dtype: 'float64',
      validations: 5,
      validationImages: 30_000,
    },
  })
  const lines = renderPeers([
    study('blasnet', [0.1], {}),
    study('numpy', [1.5], { ...same, 'losses compared': 630 }),
  ]).split('\n')
  expect(lines.slice(0, 7)).toEqual([
    '784-64-10, sigmoid, a bias in the first layer, batch 32, float64, 1 thread',
    'one epoch with 5 validations of 30,000 images, SGD 0.02, momentum 0.9, 1 round in turn',
    '',
    '         version  ms/epoch  blasnet  quartiles    losses',
    '───────  ───────  ────────  ───────  ───────────  ──────────',
    'blasnet                100',
    'numpy                1,500  15.0 ×   15.0 – 15.0  same, 1e-7',
  ])
  expect(lines[7]).toBe(
    "- Losses are the same where each of the first 630 lies within 1e-8 of blasnet's, relative; the",
  )
})

test('who has no threads is named', () => {
  const two = (peer: string, threads: number): Result => {
    const one = result(peer, [1], peer === 'blasnet' ? {} : same)
    return { ...one, setup: { ...one.setup, threads } }
  }
  const text = renderPeers([two('blasnet', 2), two('torch', 2), two('tfjs', 1), two('brain', 1)])
  expect(text).toContain('float32, 2 threads\n')
  expect(text).toContain('\n- On 1 thread, as they have no more: tfjs, brain\n')
})

test('fits into 100 columns at the widest', () => {
  const wide = (peer: string, title: string, notes: Result['notes']): Result => {
    const one = result(peer, [123.456, 113.456, 143.456], { 'version of x': '2.15.0', ...notes }, 10)
    return { ...one, setup: { ...one.setup, title } }
  }
  const text = renderPeers([
    wide('blasnet', 'blasnet', { 'not measured: x': 'word '.repeat(80) }),
    wide('torch-compile-10', 'PyTorch compiled, 10 steps', same),
    wide('brain', 'brain.js', { agreement: 'other-work', difference: 'word '.repeat(50), falls: 'no' }),
  ])
  expect(Math.max(...text.split('\n').map(line => [...line].length))).toBeLessThanOrEqual(100)
})

test('what an interruption leaves can be shown', () => {
  expect(renderPeers([])).toBe('')
  const text = renderPeers([result('torch', [1], same)])
  expect(text).toContain('The torch')
  expect(text).not.toContain('×')
})
