import { expect, it } from 'vitest'
import { presets } from '../config/presets.ts'
import { defaultSettings, type Settings } from '../config/settings.ts'
import { runName } from './run-name.ts'

const now = new Date(2026, 10, 3, 9, 5, 7)

it.each<[Partial<Settings>, string]>([
  [{}, 'mnist-64-baseline'],
  [presets.all, 'mnist-64-all'],
  [{ ...presets.init, hidden: [60, 60] }, 'mnist-60-60-init'],
  [{ data: 'fashion-mnist', hidden: new Array(10).fill(64) }, 'fashion-mnist-64x10-baseline'],
  [{ hidden: [] }, 'mnist-none-baseline'],
  [{ learningRate: 0.3 }, 'mnist-64-20261103-090507'],
  [{ optimizer: { kind: 'adam' } }, 'mnist-64-20261103-090507'],
  [{ dropout: 0.5 }, 'mnist-64-20261103-090507'],
  [{ schedule: { kind: 'cosine' } }, 'mnist-64-20261103-090507'],
  [{ warmup: { steps: 5 } }, 'mnist-64-20261103-090507'],
  [{ biasInitializer: { kind: 'constant', value: 0 } }, 'mnist-64-20261103-090507'],
  [{ data: '/data/my digits/' }, 'my_digits-64-baseline'],
  [{ data: '../..' }, 'data-64-baseline'],
  [{ data: `/${'x'.repeat(300)}` }, `${'x'.repeat(40)}-64-baseline`],
])('%j → %s', (change, name) => {
  expect(runName({ ...defaultSettings, ...change }, now)).toBe(name)
})
