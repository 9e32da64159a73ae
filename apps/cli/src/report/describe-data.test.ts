import { expect, it } from 'vitest'
import { defaultSettings } from '../config/settings.ts'
import { loadDataSource } from '../data/source.ts'
import { prepareData } from '../train/prepare-data.ts'
import { describeData } from './describe-data.ts'

it('gives the figures of the study, of the samples that are used', async () => {
  const { images, ...data } = describeData(prepareData(await loadDataSource('mnist'), defaultSettings))
  expect(data).toEqual({
    name: 'MNIST',
    classes: 10,
    features: 784,
    train: {
      count: 20_000,
      mean: 33.55274553571429,
      std: expect.closeTo(78.87550070784701, 10),
      zeroShare: 0.8081227678571429,
    },
    validation: {
      count: 10_000,
      mean: expect.closeTo(33.7912, 4),
      std: expect.closeTo(79.1725, 4),
      zeroShare: 0.8072424744897959,
    },
  })
  expect(images?.map(({ label }) => label)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  // The first image of MNIST is a 5: its pixels add up to 27525.
  const five = images?.[5]
  expect([five?.width, five?.height, five?.pixels.length]).toEqual([28, 28, 784])
  expect(five?.pixels.reduce((sum, pixel) => sum + pixel, 0)).toBe(27_525)
})
