import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataErrorOf } from '../testing/errors.ts'
import { originalNames, writeSmall } from '../testing/idx-files.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { fashionMnistClasses, findFashionMnist, loadFashionMnist } from './fashion-mnist.ts'

const folder = temporaryFolder()

describe('loadFashionMnist', () => {
  it('loads a folder and names the ten classes', async () => {
    const path = join(folder(), 'set')
    await mkdir(path)
    const gzipped = Object.fromEntries(Object.entries(originalNames).map(([role, name]) => [role, `${name}.gz`]))
    await writeSmall(
      path,
      { trainLabels: { shape: [3], data: Uint8Array.of(0, 1, 0) } },
      gzipped as typeof originalNames,
    )
    const { train, test } = await loadFashionMnist({ folder: path })
    expect(train).toMatchObject({ name: 'Fashion-MNIST training images', classes: 10, count: 3 })
    expect(test).toMatchObject({ name: 'Fashion-MNIST test images', classes: 10, count: 2 })
    expect(test.classNames).toEqual([
      'T-shirt/top',
      'Trouser',
      'Pullover',
      'Dress',
      'Coat',
      'Sandal',
      'Shirt',
      'Sneaker',
      'Bag',
      'Ankle boot',
    ])
    expect(fashionMnistClasses.length).toBe(10)
  })

  it('refuses an eleventh class', async () => {
    const path = join(folder(), 'eleven')
    await mkdir(path)
    await writeSmall(path, { trainLabels: { shape: [3], data: Uint8Array.of(0, 10, 0) } })
    const error = await dataErrorOf(() => loadFashionMnist({ folder: path }))
    expect(error.message).toContain('label 1 out of range: expected a class from 0 to 9, received 10 (at byte 9)')
  })

  it('reports a folder of one’s own like any other', async () => {
    const path = join(folder(), 'missing')
    expect((await dataErrorOf(() => loadFashionMnist({ folder: path }))).message).toBe(`${path}: no such folder`)
  })
})

describe('findFashionMnist', () => {
  it('says where it looked and what to do when the package is not installed', async () => {
    const path = join(folder(), 'missing')
    const error = await dataErrorOf(() => findFashionMnist(path))
    expect(error.message).toBe(
      `${path}: Fashion-MNIST is not here: no such folder. On Debian and Ubuntu run ` +
        '`apt install dataset-fashion-mnist`; elsewhere name a folder that has the four files: loadFashionMnist({ folder })',
    )
    await mkdir(join(folder(), 'empty'))
    const empty = await dataErrorOf(() => findFashionMnist(join(folder(), 'empty')))
    expect(empty.message).toContain('no training images; tried train-images-idx3-ubyte, train-images-idx3-ubyte.gz')
  })
})
