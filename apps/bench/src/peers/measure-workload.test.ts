import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import type { Result } from '../results/document.ts'
import { parseDocument } from '../results/parse-document.ts'
import { documentOf } from '../testing/documents.ts'
import { haveEnded } from '../testing/processes.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { toyData } from '../testing/toy-data.ts'
import type { Peer } from './catalogue.ts'
import { type MeasureOptions, measureWorkload } from './measure-workload.ts'
import { prepareWork } from './prepare.ts'
import { smallNetwork, studyEpoch, type Workload } from './workload.ts'

const folder = temporaryFolder()
const script = fileURLToPath(new URL('./fixtures/fake-peer.mjs', import.meta.url))
const small: Workload = { ...smallNetwork, hidden: [5], batchSize: 10, dtype: 'float32', threads: 1 }

const fake = (variant: string, more: Partial<Peer> = {}): Peer => ({
  id: `fake-${variant}`,
  title: `Fake ${variant}`,
  runtime: 'node',
  script,
  variant,
  install: 'npm install fake',
  suits: () => true,
  ...more,
})

const options = (peers: readonly Peer[], more: Partial<MeasureOptions> = {}): MeasureOptions => ({
  peers,
  programs: { python: 'python3', nodeModules: folder, mkl: { kind: 'none', why: 'no compiler' }, timeoutSeconds: 30 },
  rounds: 2,
  // A step at a time.
  pace: { sampleSeconds: 1e-9, checkSteps: 20, checkSeconds: 20 },
  ...more,
})

let runs = 0
async function measure(workload: Workload, given: MeasureOptions, signal = new AbortController().signal) {
  const progress = vi.fn()
  const results = await measureWorkload(prepareWork(workload, toyData), join(folder, `${runs++}`), given, {
    signal,
    progress,
  })
  // What a document can hold: written and read, they are the same.
  expect(parseDocument(JSON.parse(JSON.stringify(documentOf(results)))).results).toEqual(results)
  return results
}

const named = (results: readonly Result[], peer: string) => results.find(({ setup }) => setup.peer === peer) as Result

afterEach(() => vi.unstubAllEnvs())

test('one good peer and all that can go wrong with others', async () => {
  const peers = [
    fake('good'),
    fake('wrong'),
    fake('not-a-number'),
    fake('difference', { difference: 'sings' }),
    fake('crash'),
    fake('crash-later'),
    fake('garbage'),
    fake('no-losses'),
    fake('missing'),
    fake('unable', { unable: () => 'computes in roman numerals' }),
    fake('unsuitable', { suits: () => false }),
    fake('mkl', { mklAsOnIntel: true }),
    fake('hang'),
  ]
  const given = options(peers)
  const results = await measure(small, { ...given, programs: { ...given.programs, timeoutSeconds: 1 } })
  expect(results.map(({ id }) => id)).toEqual(
    ['blasnet', 'fake-good', 'fake-wrong', 'fake-not-a-number', 'fake-difference', 'fake-crash-later'].map(
      peer => `peers/training/9-5-3/sigmoid/b10/f32/t1/${peer}`,
    ),
  )
  const { notes: { losses = [], ...notes } = {}, ...blasnet } = named(results, 'blasnet')
  expect(blasnet.setup).toMatchObject({ network: '9-5-3', batchSize: 10, dtype: 'float32', threads: 1 })
  expect(blasnet.seconds).toHaveLength(2)
  expect(losses).toHaveLength(20)
  expect(notes).toMatchObject({
    'not measured: fake-crash': 'ended with status 3: Segmentation fault',
    'not measured: fake-garbage': 'sent a line that is no message: "Hello, I am a library!"',
    'not measured: fake-no-losses': 'sent 0 losses of 1 steps',
    'not measured: fake-missing': `the package a-package-that-nobody-has in ${folder} is not installed; npm install fake`,
    'not measured: fake-unable': 'computes in roman numerals',
    'not measured: fake-mkl': 'no compiler',
    'not measured: fake-hang': 'did not answer within 1 s',
  })
  expect(notes).not.toHaveProperty('not measured: fake-unsuitable')

  const good = named(results, 'fake-good')
  expect(good.notes).toMatchObject({ 'version of fake': '1.2.3', agreement: 'same', 'losses compared': 20 })
  expect(good.notes?.['largest difference']).toBeLessThan(1e-5)
  expect(good.seconds).toHaveLength(2)
  expect(good.work.samples).toBe(10 * (good.work.steps as number))
  // 4·9·5 + 6·5·3 operations a sample.
  expect(good.work.flops).toBe(270 * (good.work.samples as number))

  const wrong = named(results, 'fake-wrong')
  // The eighth loss of the first part of ten, after a part of one.
  expect(wrong.notes).toMatchObject({ agreement: 'differs', 'differs from': 8 })
  expect(wrong.notes?.['largest difference']).toBeCloseTo(0.01, 3)
  expect(named(results, 'fake-not-a-number').notes).toMatchObject({ agreement: 'differs', 'differs from': 4 })
  expect(named(results, 'fake-difference').notes).toMatchObject({
    agreement: 'other-work',
    difference: 'sings',
    falls: 'yes',
  })
  const late = named(results, 'fake-crash-later')
  expect(late.notes).toMatchObject({ agreement: 'same', failed: 'was ended by SIGKILL' })
  expect(late.seconds).toHaveLength(1)
})

test('peers do without what slows OpenBLAS, and have the threads that are asked for', async () => {
  vi.stubEnv('OPENBLAS_CORETYPE', 'Haswell')
  vi.stubEnv('OPENBLAS_L2_SIZE', '')
  const peers = [fake('good'), fake('good', { id: 'single', mostThreads: 1 })]
  const results = await measure({ ...small, threads: 2 }, options(peers, { rounds: 1 }))
  expect(named(results, 'blasnet').notes).toMatchObject({ environment: 'OPENBLAS_CORETYPE=Haswell' })
  const versions = { 'version of core': 'free', agreement: 'same' }
  expect(named(results, 'fake-good').notes).toMatchObject({ ...versions, 'version of threads': '2' })
  expect(named(results, 'single').notes).toMatchObject({ ...versions, 'version of threads': '1' })
  expect(named(results, 'single').setup.threads).toBe(1)
})

test('in double precision the losses agree to rounding', async () => {
  const results = await measure({ ...small, hidden: [5, 4], bias: 'first', dtype: 'float64' }, options([fake('good')]))
  // Inputs are handed to peers on Node in single precision.
  expect(named(results, 'fake-good').notes?.['largest difference']).toBeLessThan(1e-6)
})

test('an epoch of the study validates five times', async () => {
  const study: Workload = { ...studyEpoch, hidden: [5], batchSize: 10, dtype: 'float32', threads: 1 }
  const [blasnet] = await measure(study, options([]))
  expect(blasnet).toMatchObject({
    id: 'peers/study/9-5-3/improved-sigmoid/b10/f32/t1/blasnet',
    work: { steps: 20, samples: 200 },
    setup: { validations: 5, validationImages: 260, bias: 'first layer' },
  })
  expect(blasnet?.notes?.losses).toHaveLength(25)
})

test('a slow peer trains fewer steps', async () => {
  const results = await measure(
    small,
    options([fake('good')], { pace: { sampleSeconds: 1e-9, checkSteps: 100, checkSeconds: 1e-7 } }),
  )
  expect(named(results, 'fake-good').notes).toMatchObject({ agreement: 'same', 'losses compared': 1 })
})

test('a loss of ours that is not finite is an error that says what to do', async () => {
  await expect(measure({ ...small, activation: 'relu', learningRate: 1e30 }, options([]))).rejects.toThrow(
    'peers: a loss is not finite; lower --learning-rate',
  )
})

test('an abort during the rounds gives what there is and ends every process', async () => {
  const ids = join(folder, 'round-ids')
  vi.stubEnv('FAKE_PEER_IDS', ids)
  const controller = new AbortController()
  const given = options([fake('good')], { rounds: 1000 })
  const measuring = measure(small, given, controller.signal)
  while (!existsSync(ids)) await delay(5)
  await delay(300)
  controller.abort()
  const results = await measuring
  expect(results.map(({ setup }) => setup.peer)).toEqual(['blasnet', 'fake-good'])
  const [blasnet, peer] = results.map(({ seconds }) => seconds.length) as [number, number]
  expect(blasnet).toBeGreaterThan(0)
  expect(blasnet - peer).toBeLessThanOrEqual(1)
  expect(await haveEnded(ids)).toHaveLength(2)
})

test('an abort while a peer hangs gives nothing and ends every process', async () => {
  const ids = join(folder, 'hang-ids')
  vi.stubEnv('FAKE_PEER_IDS', ids)
  const controller = new AbortController()
  const measuring = measure(small, options([fake('hang'), fake('good')]), controller.signal)
  while (!existsSync(ids)) await delay(5)
  controller.abort()
  expect(await measuring).toEqual([])
  // The one that hung and what it started; the other was not begun.
  expect(await haveEnded(ids)).toHaveLength(2)
})
