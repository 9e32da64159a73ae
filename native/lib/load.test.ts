import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BlasnetError } from '@blasnet/check'
import { afterAll, describe, expect, it } from 'vitest'
import { addon } from './addon.ts'
import { loadAddon } from './load.ts'
import { addonPath } from './testing/child.ts'
import { errorOf } from './testing/refusal.ts'

const folder = mkdtempSync(join(tmpdir(), 'blasnet-load-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('loadAddon', () => {
  it('loads the same addon every time, past paths that do not work', () => {
    expect(loadAddon()).toBe(addon)
    expect(loadAddon([join(folder, 'missing.node'), addonPath])).toBe(addon)
  })

  it('lists every path it tried, what was wrong with each, and the fix', async () => {
    const missing = join(folder, 'missing.node')
    const broken = join(folder, 'broken.node')
    const empty = join(folder, 'empty.node')
    writeFileSync(broken, 'this is no shared library')
    writeFileSync(empty, '')
    const error = await errorOf(() => loadAddon([missing, broken, empty, folder]))
    expect(error).toBeInstanceOf(BlasnetError)
    expect(error).toHaveProperty('code', 'ERR_BLASNET_ADDON')
    const lines = error.message.split('\n')
    expect(lines[0]).toBe(
      `Cannot load the native addon for ${process.platform}-${process.arch}, Node ${process.version}. Tried:`,
    )
    expect(lines[1]).toBe(`  ${missing}: does not exist`)
    for (const path of [broken, empty, folder]) {
      expect(lines.find(line => line.startsWith(`  ${path}: `))).toMatch(/: .+/)
    }
    expect(lines.at(-1)).toBe('Run "npm run setup && pnpm build" in the root of the repository to build it.')
  })

  it('says so when there is nothing to try', async () => {
    expect((await errorOf(() => loadAddon([]))).message).toContain('Tried:\n\nRun')
  })
})
