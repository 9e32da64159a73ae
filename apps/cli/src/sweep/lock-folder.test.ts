import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { lockFolder } from './lock-folder.ts'

const root = temporaryFolder()
const host = os.hostname().replace(/[^A-Za-z0-9-]+/g, '_')
function folder(name: string, ...files: readonly string[]) {
  const at = path.join(root, name)
  mkdirSync(at)
  for (const file of files) writeFileSync(path.join(at, file), '')
  return at
}

function beganAt(pid: number): string {
  if (process.platform !== 'linux') return '0'
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[19]!
}

describe('lockFolder', () => {
  it('is announced by a file while it lasts', async () => {
    const at = folder('free')
    const release = await lockFolder(at)
    expect(readdirSync(at)).toEqual([expect.stringMatching(new RegExp(`^\\.lock\\.${host}\\.${process.pid}\\.\\d+$`))])
    await release()
    expect(readdirSync(at)).toEqual([])
  })

  it('is refused while another process has it, and not when that was killed', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    const file = `.lock.${host}.${other.pid}.${beganAt(other.pid!)}`
    const at = folder('taken', file)
    await expect(lockFolder(at)).rejects.toThrow(`another sweep is at work there, process ${other.pid}`)
    expect(readdirSync(at)).toEqual([file])
    const gone = new Promise(resolve => other.on('exit', resolve))
    other.kill('SIGKILL')
    await gone
    const release = await lockFolder(at)
    expect(readdirSync(at)).not.toContain(file)
    await release()
  })

  it.skipIf(process.platform !== 'linux')(
    'is free when the number of the process is now that of a later one',
    async () => {
      const at = folder('reused', `.lock.${host}.${process.ppid}.1`)
      const release = await lockFolder(at)
      expect(readdirSync(at)).toHaveLength(1)
      await release()
    },
  )

  it('is refused when another machine may have it, which cannot be seen from here', async () => {
    const at = folder('far', '.lock.elsewhere.7.5')
    await expect(lockFolder(at)).rejects.toThrow(
      `process 7 on elsewhere; if it has ended, remove '${path.join(at, '.lock.elsewhere.7.5')}'`,
    )
  })
})
