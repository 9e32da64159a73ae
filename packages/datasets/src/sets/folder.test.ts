import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { types } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { IdxSource } from '../idx/types.ts'
import { dataErrorOf } from '../testing/errors.ts'
import { originalNames, small, writeSmall } from '../testing/idx-files.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { loadIdxFolder } from './folder.ts'

const folder = temporaryFolder()
const fresh = () => mkdtemp(join(folder(), 'set-'))

describe('loadIdxFolder', () => {
  it('gives both sets, bytes in shared memory', async () => {
    const path = await writeSmall(await fresh())
    const { train, test } = await loadIdxFolder(path, { name: 'small' })
    const image = { height: 2, width: 2 }
    expect(train).toMatchObject({ name: 'small training images', count: 3, features: 4, classes: 3, image })
    expect(test).toMatchObject({ name: 'small test images', count: 2, features: 4, classes: 3, image })
    expect([...train.inputs]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect([...train.labels]).toEqual([2, 0, 1])
    expect([...test.inputs]).toEqual([21, 22, 23, 24, 25, 26, 27, 28])
    expect([...test.labels]).toEqual([1, 2])
    for (const array of [train.inputs, train.labels, test.inputs, test.labels]) {
      expect(array).toBeInstanceOf(Uint8Array)
      expect(types.isSharedArrayBuffer(array.buffer)).toBe(true)
    }
  })

  it.each([
    ['-', 't10k', ''],
    ['.', 't10k', ''],
    ['-', 'test', ''],
    ['.', 'test', ''],
    ['-', 't10k', '.gz'],
    ['.', 'test', '.gz'],
  ])('knows the names with "%s", "%s" and "%s"', async (separator, test, ending) => {
    const path = await writeSmall(
      await fresh(),
      {},
      {
        trainImages: `train-images${separator}idx3-ubyte${ending}`,
        trainLabels: `train-labels${separator}idx1-ubyte${ending}`,
        testImages: `${test}-images${separator}idx3-ubyte${ending}`,
        testLabels: `${test}-labels${separator}idx1-ubyte${ending}`,
      },
    )
    const pair = await loadIdxFolder(path)
    expect([...pair.train.labels, ...pair.test.labels]).toEqual([2, 0, 1, 1, 2])
    expect(pair.train.name).toBe(`${basename(path)} training images`)
  })

  it('takes rows without a picture, floats and wide labels', async () => {
    const path = await writeSmall(await fresh(), {
      trainImages: { shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6.5) },
      testImages: { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
      trainLabels: { shape: [3], data: Int32Array.of(0, 999, 1) },
    })
    const { train } = await loadIdxFolder(path)
    expect(train).toMatchObject({ features: 2, classes: 1000 })
    expect(train.image).toBeUndefined()
    expect([...train.inputs]).toEqual([1, 2, 3, 4, 5, 6.5])
    expect([...train.labels]).toEqual([0, 999, 1])
  })

  it('takes classes and their names', async () => {
    const path = await writeSmall(await fresh())
    expect((await loadIdxFolder(path, { classes: 7 })).test.classes).toBe(7)
    const named = await loadIdxFolder(path, { classNames: ['a', 'b', 'c'] })
    expect(named.train).toMatchObject({ classes: 3, classNames: ['a', 'b', 'c'] })
    await expect(loadIdxFolder(path, { classes: 4, classNames: ['a', 'b', 'c'] })).rejects.toThrow(
      'classNames: expected 4 names, one a class, received an array of length 3',
    )
    await expect(loadIdxFolder(path, { classNames: 'abc' as unknown as string[] })).rejects.toThrow(
      'classNames: expected an array of names, received "abc"',
    )
    await expect(loadIdxFolder(path, { classes: 0 })).rejects.toThrow('classes: expected an integer at least 1')
    await expect(loadIdxFolder(path, { class: 3 } as object)).rejects.toThrow(
      'options.class: expected one of the options',
    )
    await expect(loadIdxFolder('')).rejects.toThrow('folder: expected a string that is not empty, received ""')
  })
})

describe('loadIdxFolder of files that do not belong together', () => {
  const image3: IdxSource = small.trainImages
  it.each<[string, Parameters<typeof writeSmall>[1], keyof typeof originalNames, number, string]>([
    [
      'fewer labels than images',
      { trainLabels: { shape: [2], data: Uint8Array.of(0, 1) } },
      'trainLabels',
      4,
      'expected 3 labels, one for each image of ',
    ],
    [
      'more labels than images',
      { testLabels: { shape: [3], data: Uint8Array.of(0, 1, 2) } },
      'testLabels',
      4,
      'expected 2 labels, one for each image of ',
    ],
    [
      'a test label beyond the training classes',
      { testLabels: { shape: [2], data: Uint8Array.of(0, 3) } },
      'testLabels',
      9,
      'label 1 out of range: expected a class from 0 to 2, received 3 (at byte 9)',
    ],
    [
      'a negative label',
      { trainLabels: { shape: [3], data: Int32Array.of(0, 1, -7) } },
      'trainLabels',
      16,
      'label 2 out of range: expected a class from 0 to 1, received -7 (at byte 16)',
    ],
    [
      'labels of floats',
      { trainLabels: { shape: [3], data: new Float32Array(3) } },
      'trainLabels',
      2,
      'expected labels of type uint8 or int32, received float32',
    ],
    [
      'labels of two dimensions',
      { trainLabels: { shape: [3, 1], data: new Uint8Array(3) } },
      'trainLabels',
      3,
      'expected labels of shape [count], received [3, 1]',
    ],
    [
      'images of 16 bits',
      { trainImages: { ...image3, data: new Int16Array(12) } },
      'trainImages',
      2,
      'expected images of type uint8, float32 or float64, received int16',
    ],
    [
      'images of one dimension',
      { trainImages: { shape: [3], data: new Uint8Array(3) } },
      'trainImages',
      3,
      'expected images of shape [count, rows, columns], received [3]',
    ],
    [
      'no images',
      { trainImages: { shape: [0, 2, 2], data: new Uint8Array() } },
      'trainImages',
      4,
      'expected at least one image of at least one value, received shape [0, 2, 2]',
    ],
    [
      'images without pixels',
      { trainImages: { shape: [3, 2, 0], data: new Uint8Array() } },
      'trainImages',
      4,
      'expected at least one image of at least one value, received shape [3, 2, 0]',
    ],
    [
      'a value that is not finite',
      { trainImages: { shape: [3, 1], data: Float64Array.of(1, 2, Number.NaN) } },
      'trainImages',
      28,
      'value 2: expected a finite number, received NaN (at byte 28)',
    ],
    [
      'test images of another shape',
      { testImages: { shape: [2, 1, 4], data: new Uint8Array(8) } },
      'testImages',
      2,
      'each uint8 [2, 2], received uint8 [1, 4]',
    ],
  ])('refuses %s', async (_, replaced, role, offset, message) => {
    const path = await writeSmall(await fresh(), replaced)
    const error = await dataErrorOf(() => loadIdxFolder(path))
    expect(error.message).toContain(message)
    expect(error).toMatchObject({ file: join(path, originalNames[role]), offset })
  })

  it('says that an offset counts decompressed bytes', async () => {
    const path = await writeSmall(await fresh(), { testLabels: undefined })
    await writeSmall(
      path,
      {
        trainImages: undefined,
        trainLabels: undefined,
        testImages: undefined,
        testLabels: { shape: [2], data: Uint8Array.of(0, 9) },
      },
      { ...originalNames, testLabels: 't10k-labels-idx1-ubyte.gz' },
    )
    const error = await dataErrorOf(() => loadIdxFolder(path))
    expect(error.file).toBe(join(path, 't10k-labels-idx1-ubyte.gz'))
    expect(error.message).toContain('received 9 (at byte 9 of the decompressed data)')
  })
})

describe('loadIdxFolder of a folder that lacks something', () => {
  it('lists the names tried', async () => {
    const path = await writeSmall(await fresh(), { testLabels: undefined })
    const error = await dataErrorOf(() => loadIdxFolder(path))
    expect(error.message).toBe(
      `${path}: no test labels; tried t10k-labels-idx1-ubyte, t10k-labels-idx1-ubyte.gz, t10k-labels.idx1-ubyte, ` +
        't10k-labels.idx1-ubyte.gz, test-labels-idx1-ubyte, test-labels-idx1-ubyte.gz, test-labels.idx1-ubyte, ' +
        'test-labels.idx1-ubyte.gz',
    )
    const empty = await dataErrorOf(async () => loadIdxFolder(await fresh()))
    expect(empty.message).toContain(
      'no training images; tried train-images-idx3-ubyte, train-images-idx3-ubyte.gz, train-images.idx3-ubyte, ',
    )
  })

  it('tells a missing folder, a file in its place and a folder in a file’s place apart', async () => {
    const path = await fresh()
    expect((await dataErrorOf(() => loadIdxFolder(join(path, 'no')))).message).toContain(': no such folder')
    await writeFile(join(path, 'file'), '')
    expect((await dataErrorOf(() => loadIdxFolder(join(path, 'file')))).message).toContain(
      ': expected a folder, received a file',
    )
    await writeSmall(path)
    await rm(join(path, originalNames.trainLabels))
    await mkdir(join(path, originalNames.trainLabels))
    const error = await dataErrorOf(() => loadIdxFolder(path))
    expect(error.message).toBe(`${join(path, originalNames.trainLabels)}: expected a file, received a folder`)
  })
})
