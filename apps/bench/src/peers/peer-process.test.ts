import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { haveEnded } from '../testing/processes.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { toyData } from '../testing/toy-data.ts'
import { type PeerCommand, startPeer } from './peer-process.ts'
import { prepareWork, writeWork } from './prepare.ts'
import type { PeerProblem } from './problem.ts'
import { smallNetwork } from './workload.ts'

const folder = temporaryFolder()
const script = fileURLToPath(new URL('./fixtures/fake-peer.mjs', import.meta.url))
const work = prepareWork({ ...smallNetwork, hidden: [5], batchSize: 10, dtype: 'float32', threads: 1 }, toyData)
const shared = writeWork(work, join(folder, 'data'))

async function command(variant: string, more: Partial<PeerCommand> = {}): Promise<PeerCommand> {
  return {
    command: [process.execPath, script],
    env: process.env,
    setup: { ...(await shared), variant, nodeModules: folder },
    timeoutSeconds: 30,
    ...more,
  }
}

const start = async (variant: string, more: Partial<PeerCommand> = {}) => startPeer(await command(variant, more))
const run = { steps: 4, fromStart: true, losses: true }

async function problemOf(action: Promise<unknown>): Promise<Pick<PeerProblem, 'kind' | 'message'>> {
  const error = await action.then(
    () => expect.unreachable('expected a PeerProblem'),
    (reason: PeerProblem) => reason,
  )
  return { kind: error.kind, message: error.message }
}

test('a good peer answers run after run, and ends', async () => {
  const peer = await start('good')
  expect(peer).toMatchObject({ versions: { fake: '1.2.3' }, stepsMultiple: 1 })
  const first = await peer.run(run)
  expect(first.losses).toHaveLength(4)
  expect(first.seconds).toBeGreaterThan(0)
  const next = await peer.run({ ...run, fromStart: false })
  expect(next.losses[0]).not.toBe(first.losses[0])
  expect((await peer.run(run)).losses).toEqual(first.losses)
  expect((await peer.run({ ...run, losses: false })).losses).toEqual([])
  peer.close()
  expect(await problemOf(peer.run(run))).toEqual({ kind: 'failed', message: 'was ended' })
})

test('what it lacks is told apart from what fails', async () => {
  expect(await problemOf(start('missing'))).toEqual({
    kind: 'missing',
    message: `the package a-package-that-nobody-has in ${folder} is not installed`,
  })
  expect(await problemOf(start('good', { command: [join(folder, 'no-python')] }))).toEqual({
    kind: 'missing',
    message: `${join(folder, 'no-python')} cannot be run (ENOENT)`,
  })
  expect(await problemOf(start('crash-at-start'))).toEqual({ kind: 'failed', message: 'ended with status 7' })
})

test('a crash is told with its last words', async () => {
  const peer = await start('crash')
  expect(await problemOf(peer.run(run))).toEqual({
    kind: 'failed',
    message: 'ended with status 3: Segmentation fault',
  })
  // And again, without waiting.
  expect((await problemOf(peer.run(run))).message).toBe('ended with status 3: Segmentation fault')
})

test('an error is told in one line', async () => {
  const peer = await start('throw')
  expect(await problemOf(peer.run(run))).toEqual({ kind: 'failed', message: 'out of memory' })
})

test('what is no message ends it', async () => {
  const peer = await start('garbage')
  expect(await problemOf(peer.run(run))).toEqual({
    kind: 'failed',
    message: 'sent a line that is no message: "Hello, I am a library!"',
  })
})

test('who answers twice cannot be believed', async () => {
  const peer = await start('chatter')
  await peer.run(run)
  await expect
    .poll(() => problemOf(peer.run(run)))
    .toEqual({
      kind: 'failed',
      message: expect.stringMatching(/^sent a line that nobody asked for: "{/),
    })
})

test('who does not answer is ended, with all that it started', async () => {
  const ids = join(folder, 'hang-ids')
  const env = { ...process.env, FAKE_PEER_IDS: ids }
  const peer = await start('hang', { env, timeoutSeconds: 1 })
  const begin = performance.now()
  expect(await problemOf(peer.run(run))).toEqual({ kind: 'failed', message: 'did not answer within 1 s' })
  expect(performance.now() - begin).toBeLessThan(5000)
  await haveEnded(ids)
})

test('an abort ends it while it starts', async () => {
  const ids = join(folder, 'start-ids')
  const controller = new AbortController()
  const env = { ...process.env, FAKE_PEER_IDS: ids }
  const starting = problemOf(start('hang-at-start', { env, signal: controller.signal }))
  while (!existsSync(ids)) await new Promise(resolve => setTimeout(resolve, 10))
  controller.abort()
  expect(await starting).toEqual({ kind: 'failed', message: 'was ended' })
  await haveEnded(ids)
})
