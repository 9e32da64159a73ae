import os from 'node:os'
import { backendInfo } from '@blasnet/core'
import { readVersion } from '../version.ts'

/** What a run was made on: enough to tell why another machine gives other figures. */
export interface Machine {
  readonly cpu: { readonly model: string; readonly cores: number }
  /** Bytes. */
  readonly memory: number
  readonly os: { readonly platform: string; readonly release: string; readonly arch: string }
  readonly node: string
  readonly blasnet: string
  readonly openblas: {
    readonly core: string
    readonly version: string
    readonly threading: string
    readonly threads: number
  }
  readonly simd: string
  readonly compiler: string
}

export function describeMachine(): Machine {
  const { openblas, simd, compiler } = backendInfo()
  const { core, version, threading, threads } = openblas
  const cpus = os.cpus()
  return {
    // Some virtual machines and ARM kernels do not name their processor.
    cpu: { model: cpus[0]?.model.trim() || 'unknown', cores: os.availableParallelism() },
    memory: os.totalmem(),
    os: { platform: os.platform(), release: os.release(), arch: os.arch() },
    node: process.versions.node,
    blasnet: readVersion(),
    openblas: { core, version, threading, threads },
    simd,
    compiler,
  }
}
