import { readFileSync } from 'node:fs'
import os from 'node:os'
import { backendInfo } from '@blasnet/native'
import type { Machine } from './document.ts'

/** The machine as it is before anything is measured. */
export function describeMachine(): Machine {
  const { openblas, simd, compiler } = backendInfo()
  const { core, version, threading, threads } = openblas
  return {
    // Some virtual machines and ARM kernels do not name their processor.
    cpu: { model: os.cpus()[0]?.model.trim() || 'unknown', cores: os.availableParallelism() },
    memory: os.totalmem(),
    os: { platform: os.platform(), release: os.release(), arch: os.arch() },
    node: process.versions.node,
    blasnet: readVersion(),
    openblas: { core, version, threading, threads },
    simd,
    compiler,
    environment: steeringVariables(process.env),
    loadAverage: os.loadavg(),
  }
}

/** Those that change what the same code does: which kernels OpenBLAS picks, how it blocks, threads. */
export function steeringVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(env).flatMap(([name, value]) => {
    return value !== undefined && /^(OPENBLAS|GOTO|OMP)_/.test(name) ? [[name, value] as const] : []
  })
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function readVersion(): string {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
