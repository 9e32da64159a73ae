import { join } from 'node:path'
import { augmentImages } from '@blasnet/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { plainView } from '../testing/plain-view.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { writeToyData } from '../testing/toy-data.ts'
import { renderSamples } from './render-show.ts'
import { sampleJson, showData } from './show.ts'

const folder = temporaryFolder()
const data = join(folder, 'toys')
beforeAll(() =>
  writeToyData(data, {
    testLabels: [2, 0, 1, 0, 2],
    pixel: (label, pixel) => (Math.floor(pixel / 4) === label ? 255 : 0),
  }),
)

describe('showData', () => {
  it('takes the first samples, or those asked for', async () => {
    const first = await showData(data, { split: 'test', count: 3 })
    expect(first.samples.map(({ index, label }) => [index, label])).toEqual([
      [0, 2],
      [1, 0],
      [2, 1],
    ])
    const ranges = [
      { first: 3, last: 4 },
      { first: 0, last: 0 },
    ]
    const asked = await showData(data, { split: 'test', ranges, count: 1 })
    expect(asked.samples.map(({ index, label }) => [index, label])).toEqual([
      [3, 0],
      [4, 2],
      [0, 2],
    ])
    expect((await showData(data, { split: 'train', count: 1000 })).samples).toHaveLength(60)
  })

  it('takes the first samples of a class', async () => {
    const found = await showData(data, { split: 'test', class: 2, count: 9 })
    expect(found.samples.map(({ index }) => index)).toEqual([0, 4])
    expect((await showData(data, { split: 'test', class: 2, count: 1 })).samples.map(({ index }) => index)).toEqual([0])
  })

  it('refuses a class that does not exist, or has no samples', async () => {
    await expect(showData(data, { split: 'test', class: 3, count: 1 })).rejects.toThrow(
      '--class: expected an integer at least 0 and at most 2, received 3',
    )
    const gaps = join(folder, 'gaps')
    await writeToyData(gaps, { testLabels: [0, 2] })
    await expect(showData(gaps, { split: 'test', class: 1, count: 1 })).rejects.toThrow(
      'gaps test images: no samples of class 1',
    )
  })

  it('gives each sample the variations that its place and the seed draw', async () => {
    const augment = { augmentation: { shift: 1 }, versions: 2, seed: 4 }
    const shown = await showData(data, { split: 'test', count: 3, augment })
    expect(shown.augment).toEqual(augment)
    const originals = Uint8Array.from(shown.samples.flatMap(({ picture }) => [...Array.from(picture.pixels)]))
    const size = { width: 4, height: 4 }
    const expected = augmentImages(originals, size, augment.augmentation, { seed: 4, indices: [0, 0, 1, 1, 2, 2] })
    const versions = shown.samples.flatMap(({ versions = [] }) => versions)
    expect(versions.flatMap(({ pixels }) => Array.from(pixels))).toEqual([...expected])
    expect(versions.map(({ width, height }) => [width, height])).toEqual(Array(6).fill([4, 4]))
    expect(sampleJson(shown.samples[0]!).versions).toEqual([
      [...expected.subarray(0, 16)],
      [...expected.subarray(16, 32)],
    ])
    expect((await showData(data, { split: 'test', count: 3 })).samples[0]).not.toHaveProperty('versions')
  })

  it('gives pixels as numbers', async () => {
    const [sample] = (await showData(data, { split: 'test', class: 1, count: 1 })).samples
    expect(sampleJson(sample!)).toEqual({
      index: 2,
      label: 1,
      width: 4,
      height: 4,
      pixels: [0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0],
    })
  })
})

describe('renderSamples', () => {
  it('sets as many side by side as fit', async () => {
    const report = await showData(data, { split: 'test', count: 3 })
    expect(renderSamples(report, plainView(31))).toEqual(['0: 2  1: 0', '      ====', '====', '', '2: 1', '====', ''])
  })

  it('sets the variations of a sample beside it, in rows of their own', async () => {
    const augment = { augmentation: {}, versions: 2, seed: 1 }
    const report = await showData(data, { split: 'test', count: 2, augment })
    const first = ['0: 2  variation 1  variation 2', '', '====  ====         ====']
    const second = ['1: 0  variation 1  variation 2', '====  ====         ====', '']
    expect(renderSamples(report, plainView(60))).toEqual([...first, '', ...second])
    const narrow = ['0: 2  variation 1', '', '====  ====', '', 'variation 2', '', '====']
    expect(renderSamples(report, plainView(60), 2).slice(0, 7)).toEqual(narrow)
  })

  it('shrinks pictures until the columns asked for fit', async () => {
    const report = await showData(data, { split: 'test', count: 3 })
    expect(renderSamples(report, plainView(13), 3)).toEqual(['0:…  1:…  2:…', '::   ::   ::'])
  })
})
