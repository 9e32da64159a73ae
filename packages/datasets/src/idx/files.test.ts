import { execFileSync } from 'node:child_process'
import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { types } from 'node:util'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idxSource } from '../testing/arbitraries.ts'
import { dataErrorOf } from '../testing/errors.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { encodeIdx } from './encode.ts'
import { readIdx } from './read.ts'
import { writeIdx } from './write.ts'

const folder = temporaryFolder()
const path = (name: string) => join(folder(), name)
const source = { shape: [2, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 6) }

describe('writeIdx and readIdx', () => {
  it('give back what was written, raw and compressed (property)', async () => {
    await fc.assert(
      fc.asyncProperty(idxSource, fc.constantFrom('round-trip', 'round-trip.gz'), async (written, name) => {
        await writeIdx(path(name), written)
        const { shape, data } = await readIdx(path(name))
        expect(shape).toEqual(written.shape)
        expect(data.constructor).toBe(written.data.constructor)
        expect([...data]).toEqual([...written.data])
        expect(types.isSharedArrayBuffer(data.buffer)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('write again what was read', async () => {
    await writeIdx(path('first'), source)
    await writeIdx(path('second'), await readIdx(path('first')))
    expect(await readFile(path('second'))).toEqual(await readFile(path('first')))
  })

  it('compress by the name, decompress by the bytes', async () => {
    await writeIdx(path('data.gz'), source)
    const stored = await readFile(path('data.gz'))
    expect([...stored.subarray(0, 2)]).toEqual([0x1f, 0x8b])
    await writeFile(path('no-ending'), stored)
    expect([...(await readIdx(path('no-ending'))).data]).toEqual([1, 2, 3, 4, 5, 6])
    await writeFile(path('raw.gz'), encodeIdx(source))
    expect([...(await readIdx(path('raw.gz'))).data]).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('read a compressed file that is larger than the part its header comes from', async () => {
    // Bytes that do not compress: xorshift32.
    let word = 1
    const data = Uint8Array.from({ length: 200_000 }, () => {
      word ^= word << 13
      word ^= word >>> 17
      word ^= word << 5
      return word & 255
    })
    await writeIdx(path('large.gz'), { shape: [200_000], data })
    const read = await readIdx(path('large.gz'))
    expect(Buffer.compare(read.data as Uint8Array, data)).toBe(0)
  })

  it('replace a file as a whole and leave nothing else behind', async () => {
    const own = path('replaced')
    await mkdir(own)
    await writeIdx(join(own, 'a'), source)
    await writeIdx(join(own, 'a'), { shape: [1], data: Uint8Array.of(9) })
    expect(await readdir(own)).toEqual(['a'])
    expect([...(await readIdx(join(own, 'a'))).data]).toEqual([9])
  })
})

describe('readIdx of what is no whole IDX file', () => {
  it('names a missing file', async () => {
    const error = await dataErrorOf(() => readIdx(path('missing')))
    expect(error.message).toBe(`${path('missing')}: no such file`)
    expect(error.file).toBe(path('missing'))
    expect(error.cause).toMatchObject({ code: 'ENOENT' })
  })

  it('names a folder, a pipe, and a name no file can have', async () => {
    expect((await dataErrorOf(() => readIdx(folder()))).message).toBe(`${folder()}: expected a file, received a folder`)
    execFileSync('mkfifo', [path('pipe')])
    expect((await dataErrorOf(() => readIdx(path('pipe')))).message).toContain('received a pipe or device')
    expect((await dataErrorOf(() => readIdx('a\0b'))).message).toContain('cannot be read')
    await expect(readIdx('')).rejects.toThrow('file: expected a string that is not empty, received ""')
    await expect(readIdx(7 as unknown as string)).rejects.toThrow('file: expected a string that is not empty')
  })

  it.each(['', '.gz'])('reports a file cut off at any byte, its name ending in "%s"', async ending => {
    const bytes = encodeIdx(source)
    const whole = ending === '' ? bytes : gzipSync(bytes)
    for (let length = 0; length < whole.length; length++) {
      await writeFile(path(`cut${ending}`), whole.subarray(0, length))
      const error = await dataErrorOf(() => readIdx(path(`cut${ending}`)))
      expect(error.message).toContain('truncated: ')
      if (ending === '') expect(error.offset).toBe(length)
    }
  })

  it('reports a file that is too long, raw and compressed', async () => {
    const bytes = Uint8Array.from([...encodeIdx(source), 0])
    await writeFile(path('long'), bytes)
    await writeFile(path('long.gz'), gzipSync(bytes))
    for (const name of ['long', 'long.gz']) {
      const error = await dataErrorOf(() => readIdx(path(name)))
      expect(error.offset).toBe(18)
      expect(error.message).toContain('too long: expected 18 bytes for uint8 of shape [2, 3], received ')
    }
  })

  it('reports a checksum that does not match', async () => {
    const bytes = gzipSync(encodeIdx(source))
    bytes[bytes.length - 5]! ^= 0x80
    await writeFile(path('sum.gz'), bytes)
    expect((await dataErrorOf(() => readIdx(path('sum.gz')))).message).toContain(
      'corrupted gzip data: incorrect data check',
    )
  })

  it('refuses a sparse file of a terabyte without asking for memory', async () => {
    const handle = await open(path('sparse'), 'w')
    await handle.write(encodeIdx({ shape: [0], data: new Uint8Array() }))
    await handle.truncate(2 ** 40)
    await handle.close()
    const error = await dataErrorOf(() => readIdx(path('sparse')))
    expect(error.message).toContain('too long: expected 8 bytes for uint8 of shape [0], received 1099511627776')
  })

  it('says so when a file fits its header but no typed array', async () => {
    const handle = await open(path('huge'), 'w')
    await handle.write(Uint8Array.of(0, 0, 8, 2, 0, 16, 0, 0, 0, 16, 0, 0))
    await handle.truncate(12 + 2 ** 40)
    await handle.close()
    expect((await dataErrorOf(() => readIdx(path('huge')))).message).toContain('too large: 1099511627788 bytes')
  })
})

describe('writeIdx', () => {
  it('reports a folder that is not there, and leaves nothing behind where it fails', async () => {
    const error = await dataErrorOf(() => writeIdx(path('nowhere/a'), source))
    expect(error.message).toBe(`${path('nowhere/a')}: cannot be written: ENOENT`)
    const own = path('refused')
    await mkdir(join(own, 'target'), { recursive: true })
    await dataErrorOf(() => writeIdx(join(own, 'target'), source))
    expect(await readdir(own)).toEqual(['target'])
  })
})
