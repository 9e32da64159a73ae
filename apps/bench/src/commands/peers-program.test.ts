import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parseDocument } from '../results/parse-document.ts'
import { haveEnded } from '../testing/processes.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'

const folder = temporaryFolder()
const bench = fileURLToPath(new URL('../../bin/bench.js', import.meta.url))
const fake = fileURLToPath(new URL('../peers/fixtures/fake-peer.mjs', import.meta.url))

/** The built program, with a Python that is none. */
function start(mode: string, ids: string, args: readonly string[]) {
  const temporary = join(folder, mode)
  mkdirSync(temporary)
  const env = { ...process.env, FAKE_PEER_MODE: mode, FAKE_PEER_IDS: ids, TMPDIR: temporary }
  const flags = ['--work', 'small', '--python', fake, '--quick', '--seconds', '0.001']
  const child = spawn(process.execPath, [bench, 'peers', ...flags, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const texts = { out: '', error: '' }
  child.stdout.setEncoding('utf8').on('data', text => {
    texts.out += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    texts.error += text
  })
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  return { child, texts, ended, temporary }
}

test('measures MNIST, prints one document, leaves nothing behind', async () => {
  const ids = join(folder, 'good-ids')
  const { texts, ended, temporary } = start('good', ids, ['--peers', 'numpy,brain', '--json', '--rounds', '1'])
  expect(await ended).toBe(0)
  const { results } = parseDocument(JSON.parse(texts.out))
  expect(results.map(({ id }) => id)).toEqual([
    'peers/training/784-64-10/sigmoid/b32/f32/t1/blasnet',
    'peers/training/784-64-10/sigmoid/b32/f32/t1/numpy',
  ])
  // The loops in JavaScript and the engine come to the same losses.
  expect(results[1]?.notes).toMatchObject({ agreement: 'same' })
  expect(results[1]?.notes?.['largest difference']).toBeLessThan(1e-5)
  expect(results[0]?.notes?.['not measured: brain']).toMatch(/brain\.js in .* is not installed; npm install brain\.js$/)
  expect(await haveEnded(ids)).toHaveLength(2)
  expect(readdirSync(temporary)).toEqual([])
})

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends the peers and what they started', async signal => {
  const ids = join(folder, `${signal}-ids`)
  const mode = signal === 'SIGINT' ? 'hang' : 'hang-at-start'
  const { child, texts, ended, temporary } = start(mode, ids, ['--peers', 'numpy'])
  while (!existsSync(ids)) await delay(10)
  child.kill(signal)
  expect(await ended).toBe(signal === 'SIGINT' ? 130 : 143)
  expect(texts.error).toMatch(/^bench: interrupted[^\n]*\n$/)
  expect(await haveEnded(ids)).toHaveLength(2)
  expect(readdirSync(temporary)).toEqual([])
})
