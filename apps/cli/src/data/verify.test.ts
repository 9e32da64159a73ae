import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plainView } from '../testing/plain-view.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { writeToyData } from '../testing/toy-data.ts'
import { renderVerification } from './render-verify.ts'
import { verifyData } from './verify.ts'

const folder = temporaryFolder()

describe('a sound data set', () => {
  it('is counted and measured', async () => {
    const data = join(folder, 'toys')
    await writeToyData(data, {
      trainLabels: [0, 1, 1, 3],
      testLabels: [3],
      image: [1, 2],
      pixel: (label, pixel) => label + 10 * pixel,
    })
    const report = await verifyData(data)
    expect(report).toMatchObject({
      sound: true,
      folder: data,
      checksums: false,
      image: { height: 1, width: 2 },
      classNames: null,
    })
    if (!report.sound) return
    expect(report.train).toMatchObject({ count: 4, features: 2, min: 0, max: 13, labels: [1, 2, 0, 1], mean: 6.25 })
    // 0, 10, 1, 11, 1, 11, 3, 13
    expect(report.train.standardDeviation).toBeCloseTo(Math.sqrt(522 / 8 - 6.25 ** 2), 12)
    expect(report.test).toMatchObject({
      count: 1,
      labels: [0, 0, 0, 1],
      min: 3,
      max: 13,
      mean: 8,
      standardDeviation: 5,
    })
    expect(report.remarks).toEqual([
      'toys training images: no samples of class 2',
      'toys test images: no samples of classes 0, 1, 2',
    ])
    expect(renderVerification(report, plainView(60)).slice(-13)).toEqual([
      'class  training    share  test     share',
      '─────  ────────  ───────  ────  ────────',
      '0             1  25.00 %     0    0.00 %',
      '1             2  50.00 %     0    0.00 %',
      '2             0   0.00 %     0    0.00 %',
      '3             1  25.00 %     1  100.00 %',
      '─────  ────────  ───────  ────  ────────',
      'all           4              1',
      '',
      '! toys training images: no samples of class 2',
      '! toys test images: no samples of classes 0, 1, 2',
      '✓ sound: structure, counts and labels; no checksums are',
      '  known for it',
    ])
  })

  it('may hold nothing to learn from, which is remarked', async () => {
    const data = join(folder, 'grey')
    await writeToyData(data, { pixel: () => 7 })
    const report = await verifyData(data)
    expect(report).toMatchObject({ sound: true, train: { min: 7, max: 7, mean: 7, standardDeviation: 0 } })
    expect(report.sound && report.remarks[0]).toBe(
      'grey training images: every value is 7, there is nothing to learn from',
    )
  })
})

describe('a defect', () => {
  it('is reported with its file', async () => {
    const data = join(folder, 'broken')
    await writeToyData(data)
    const images = join(data, 'train-images-idx3-ubyte')
    await truncate(images, 100)
    const report = await verifyData(data)
    expect(report).toMatchObject({ data, sound: false })
    expect(!report.sound && report.problem).toMatch(`${images}: truncated: expected 976 bytes`)
    expect(renderVerification(report, plainView(200))[0]).toMatch(`✗ not sound: ${images}: truncated`)
  })

  it('may be a label that does not exist', async () => {
    const data = join(folder, 'labels')
    await writeToyData(data, { testLabels: [0, 9] })
    const report = await verifyData(data)
    expect(!report.sound && report.problem).toMatch(/label 1 out of range: expected a class from 0 to 2, received 9/)
  })

  it('may be a file that is missing', async () => {
    await writeFile(join(folder, 'train-images-idx3-ubyte'), '')
    const report = await verifyData(folder)
    expect(!report.sound && report.problem).toMatch(`${folder}: no training labels`)
  })
})

it('refuses what is no data set', async () => {
  await expect(verifyData(join(folder, 'nowhere'))).rejects.toThrow(
    'data verify: expected mnist, fashion-mnist or a directory of IDX files',
  )
})

it('knows the original MNIST', async () => {
  const report = await verifyData('mnist')
  expect(report).toMatchObject({ sound: true, checksums: true, remarks: [] })
  if (!report.sound) return
  expect(report.train.labels).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
  expect(report.test.labels).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
  expect(renderVerification(report, plainView(79)).at(-1)).toBe('✓ sound: the original files, by their SHA-256')
})
