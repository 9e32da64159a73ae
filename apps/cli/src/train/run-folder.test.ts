import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '../errors/failure.ts'
import { UsageError } from '../errors/usage-error.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { claimRunFolder, runFolder } from './run-folder.ts'

const base = temporaryFolder()
let root: string
let count = 0
beforeEach(() => {
  root = path.join(base, String(count++))
  mkdirSync(root)
})

describe('claimRunFolder without --out', () => {
  const claim = () => claimRunFolder({ name: 'mnist-64', force: false, root: path.join(root, 'runs') })

  it('takes the first number that is free, also from runs that started together', async () => {
    const claimed = await Promise.all([claim(), claim(), claim()])
    expect(claimed.map(each => path.basename(each.folder)).sort()).toEqual(['mnist-64', 'mnist-64-2', 'mnist-64-3'])
    expect(path.basename((await claim()).folder)).toBe('mnist-64-4')
  })

  it('takes back what it made, unless something was written there', async () => {
    const claimed = await claim()
    await claimed.release()
    expect(readdirSync(root)).toEqual([])
    const written = await claim()
    writeFileSync(written.model, '')
    await written.release()
    expect(readdirSync(written.folder)).toEqual(['model.safetensors'])
  })
})

describe('claimRunFolder with --out', () => {
  const claim = (out: string, force = false) => claimRunFolder({ out: path.join(root, out), name: 'x', force })

  it('makes the folders that are missing and takes back only those', async () => {
    mkdirSync(path.join(root, 'a'))
    const claimed = await claim('a/b/c')
    expect(claimed).toMatchObject(runFolder(path.join(root, 'a', 'b', 'c')))
    expect(readdirSync(claimed.folder)).toEqual([])
    await claimed.release()
    expect(readdirSync(root)).toEqual(['a'])
    expect(readdirSync(path.join(root, 'a'))).toEqual([])
  })

  it('takes a folder that holds other things, and leaves it when nothing was trained', async () => {
    mkdirSync(path.join(root, 'mine'))
    await (await claim('mine')).release()
    expect(existsSync(path.join(root, 'mine'))).toBe(true)
  })

  it.each(['history.json', 'model.safetensors', 'config.json'])(
    'refuses a folder with a %s, but for --force',
    async name => {
      mkdirSync(path.join(root, 'run'))
      writeFileSync(path.join(root, 'run', name), '')
      const refused = await claim('run').catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(UsageError)
      expect((refused as Error).message).toContain(`holds a run already (${name})`)
      expect((await claim('run', true)).folder).toBe(path.join(root, 'run'))
    },
  )

  it('says in one sentence what stands in the way', async () => {
    writeFileSync(path.join(root, 'file'), '')
    await expect(claim('file')).rejects.toThrow(UsageError)
    await expect(claim('file/x')).rejects.toThrow(
      new Failure(`cannot write in '${path.join(root, 'file', 'x')}': part of the path is not a directory`),
    )
  })

  it.skipIf(process.platform !== 'linux')('does not hang where folders cannot be made', async () => {
    await expect(claimRunFolder({ out: '/proc/blasnet/run', name: 'x', force: false })).rejects.toThrow(
      new Failure("cannot write in '/proc/blasnet/run': no such file or directory"),
    )
  })
})
