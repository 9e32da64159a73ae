import { setTimeout as delay } from 'node:timers/promises'
import { interleave } from '../measure/interleave.ts'
import type { Result } from '../results/document.ts'
import type { RunContext } from '../suites/suite-run.ts'
import { startBlasnet } from './blasnet.ts'
import type { Peer } from './catalogue.ts'
import { Competitor, type Pace } from './competitor.ts'
import { removedVariables } from './environment.ts'
import { notes, notMeasuredNote } from './notes.ts'
import { type PreparedWork, type SharedSetup, writeWork } from './prepare.ts'
import { PeerProblem } from './problem.ts'
import { nameIn, peerResults } from './results.ts'
import { type PeerPrograms, startCataloguePeer } from './start.ts'

export interface MeasureOptions {
  readonly peers: readonly Peer[]
  readonly programs: PeerPrograms
  readonly rounds: number
  readonly pace: Omit<Pace, 'steps'>
}

/** Threads of a library spin for a while when their work is done, and would slow whoever comes next. */
const settleMilliseconds = 250

/**
 * Everyone does the same work: first all of them their first steps, one after the other, whose losses are compared; then
 * timed rounds in turn. Who fails is left out from then on. On abort what was measured until then is given.
 *
 * @param folder where the data for the peers are put; whoever calls removes it
 */
export async function measureWorkload(
  work: PreparedWork,
  folder: string,
  options: MeasureOptions,
  context: RunContext,
): Promise<Result[]> {
  const { signal } = context
  const competitors: Competitor[] = []
  const closeAll = () => {
    for (const { trainer } of competitors) trainer.close()
  }
  // At once, whatever they are doing: a step of some takes seconds.
  signal.addEventListener('abort', closeAll, { once: true })
  try {
    const remarks = await gather(work, await writeWork(work, folder), options, context, competitors)
    const seconds = await takeTurns(work, competitors, options.rounds, context)
    return peerResults(work, competitors, seconds, { ...remarks, ...problemsOf(competitors), ...environmentNote() })
  } finally {
    signal.removeEventListener('abort', closeAll)
    closeAll()
  }
}

/** Starts blasnet and the peers and has them train their first steps. Gives remarks on who is not there. */
async function gather(
  work: PreparedWork,
  shared: SharedSetup,
  { peers, programs, pace }: MeasureOptions,
  { signal, progress }: RunContext,
  competitors: Competitor[],
): Promise<Record<string, string>> {
  const { workload, stepsPerEpoch } = work
  const isStudy = workload.kind === 'study'
  const itsPace = isStudy ? { ...pace, checkSteps: stepsPerEpoch, steps: stepsPerEpoch } : pace
  competitors.push(await Competitor.prepare(undefined, startBlasnet(work), itsPace))
  const remarks: Record<string, string> = {}
  for (const peer of peers) {
    if (signal.aborted) break
    if (!peer.suits(workload)) continue
    progress(`peers: ${peer.id} starts and trains its first steps`)
    try {
      competitors.push(await join(peer, work, shared, programs, itsPace, signal))
    } catch (error) {
      if (!(error instanceof PeerProblem)) throw error
      remarks[`${notMeasuredNote}${peer.id}`] = remarkOf(error, peer)
    }
  }
  return remarks
}

async function join(
  peer: Peer,
  { workload }: PreparedWork,
  shared: SharedSetup,
  programs: PeerPrograms,
  pace: Pace,
  signal: AbortSignal,
): Promise<Competitor> {
  const unable = peer.unable?.(workload)
  if (unable !== undefined) throw new PeerProblem('failed', unable)
  const trainer = await startCataloguePeer(peer, workload, shared, programs, signal)
  const stop = () => trainer.close()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Competitor.prepare(peer, trainer, pace)
  } catch (error) {
    trainer.close()
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

async function takeTurns(
  { workload }: PreparedWork,
  competitors: readonly Competitor[],
  rounds: number,
  { signal, progress }: RunContext,
): Promise<Record<string, number[]>> {
  const measurements = Object.fromEntries(
    competitors.map(one => [
      nameIn(one),
      async () => {
        if (workload.threads > 1) await delay(settleMilliseconds)
        return one.sample()
      },
    ]),
  )
  const onRound = (round: number) =>
    progress(`peers: ${competitors.length} in turn, ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}`)
  return interleave(measurements, rounds, { signal, onRound })
}

function remarkOf({ kind, message }: PeerProblem, { install }: Peer): string {
  return kind === 'missing' ? `${message}; ${install}` : message
}

/** Those that failed before they had a sample that counts have no result to say so. */
function problemsOf(competitors: readonly Competitor[]): Record<string, string> {
  return Object.fromEntries(
    competitors.flatMap(({ peer, problem }) =>
      peer === undefined || problem === undefined ? [] : [[`${notMeasuredNote}${peer.id}`, remarkOf(problem, peer)]],
    ),
  )
}

function environmentNote(): Record<string, string> {
  const removed = removedVariables(process.env)
  return removed.length === 0 ? {} : { [notes.environment]: removed.join(', ') }
}
