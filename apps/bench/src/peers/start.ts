import { resolve } from 'node:path'
import type { Peer } from './catalogue.ts'
import { peerEnvironment } from './environment.ts'
import type { MklPreload } from './mkl.ts'
import { startPeer } from './peer-process.ts'
import type { SharedSetup } from './prepare.ts'
import { PeerProblem } from './problem.ts'
import { scriptPath } from './script-path.ts'
import type { Trainer } from './trainer.ts'
import type { Workload } from './workload.ts'

/** What peers run on. */
export interface PeerPrograms {
  /** A Python interpreter, by name or path. */
  readonly python: string
  /** A folder whose packages the peers on Node find. */
  readonly nodeModules: string
  readonly mkl: MklPreload
  /** Most seconds until any answer, compiling included. */
  readonly timeoutSeconds: number
}

/**
 * Starts a peer of the catalogue.
 *
 * @throws PeerProblem where it is missing, fails, or cannot do this work
 */
export function startCataloguePeer(
  peer: Peer,
  workload: Workload,
  shared: SharedSetup,
  { python, nodeModules, mkl, timeoutSeconds }: PeerPrograms,
  signal: AbortSignal,
): Promise<Trainer> {
  if (peer.mklAsOnIntel && mkl.kind === 'none') throw new PeerProblem('failed', mkl.why)
  const threads = Math.min(workload.threads, peer.mostThreads ?? workload.threads)
  const preload = peer.mklAsOnIntel && mkl.kind === 'library' ? mkl.file : undefined
  return startPeer({
    command: [peer.runtime === 'python' ? python : process.execPath, scriptPath(peer.script)],
    env: peerEnvironment(process.env, threads, preload),
    setup: {
      ...shared,
      variant: peer.variant,
      dtype: peer.dtype ?? workload.dtype,
      threads,
      ...(peer.runtime === 'node' && { nodeModules: resolve(nodeModules) }),
    },
    timeoutSeconds,
    signal,
  })
}
