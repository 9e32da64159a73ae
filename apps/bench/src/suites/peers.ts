import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import { join } from 'node:path'
import { BlasnetError } from '@blasnet/check'
import { firstSamples, loadMnist } from '@blasnet/datasets'
import { peersFigures } from '../figures/peers-figure.ts'
import { type MeasureOptions, measureWorkload } from '../peers/measure-workload.ts'
import { buildMklPreload } from '../peers/mkl.ts'
import { type PeerData, prepareWork } from '../peers/prepare.ts'
import type { PeerPrograms } from '../peers/start.ts'
import type { Workload } from '../peers/workload.ts'
import type { Result } from '../results/document.ts'
import { renderPeers } from './peers-table.ts'
import type { RunContext, SuiteRun } from './suite-run.ts'

export interface PeersOptions extends Omit<MeasureOptions, 'programs'> {
  readonly workloads: readonly Workload[]
  readonly programs: Omit<PeerPrograms, 'mkl'>
  /** Default: MNIST as the study splits it. */
  readonly data?: PeerData
}

/** Training images, as in the study. */
export const peerSamples = 20_000

/** The same work done by blasnet and by everyone else who is found on the machine. */
export function peersRun(options: PeersOptions): SuiteRun {
  return {
    suite: 'peers',
    measure: context => measurePeers(options, context),
    render: renderPeers,
    figures: peersFigures,
  }
}

async function measurePeers(options: PeersOptions, context: RunContext): Promise<Result[]> {
  const folder = await makeFolder()
  const removeFolder = () => rmSync(folder, { recursive: true, force: true })
  // Where a second Ctrl-C ends the process at once.
  process.once('exit', removeFolder)
  try {
    const data = options.data ?? (await loadData(context))
    const programs = { ...options.programs, mkl: await buildMklPreload(folder) }
    const results: Result[] = []
    for (const [index, workload] of options.workloads.entries()) {
      if (context.signal.aborted) break
      const work = prepareWork(workload, data)
      results.push(...(await measureWorkload(work, join(folder, String(index)), { ...options, programs }, context)))
    }
    return results
  } finally {
    process.off('exit', removeFolder)
    removeFolder()
  }
}

async function makeFolder(): Promise<string> {
  try {
    return await mkdtemp(join(os.tmpdir(), 'blasnet-peers-'))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const message = `peers: there is no writing to ${os.tmpdir()} (${code}), where the data for them go; set TMPDIR`
    throw new BlasnetError('ERR_BLASNET_DATA', message, { cause: error })
  }
}

async function loadData({ progress }: RunContext): Promise<PeerData> {
  progress('peers: reading MNIST')
  const { train, test } = await loadMnist()
  return { train: firstSamples(train, peerSamples), validation: test }
}
