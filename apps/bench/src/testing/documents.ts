import type { Document, Machine, Result } from '../results/document.ts'

export const machine: Machine = {
  cpu: { model: 'a processor', cores: 2 },
  memory: 2 ** 33,
  os: { platform: 'linux', release: '6.1', arch: 'x64' },
  node: '20.19.0',
  blasnet: '0.1.0',
  openblas: { core: 'Zen', version: '0.3.21', threading: 'pthreads', threads: 1 },
  simd: 'AVX2',
  compiler: 'GCC 12.2.0',
  environment: { OPENBLAS_CORETYPE: 'Zen' },
  loadAverage: [0.1, 0.2, 0.3],
}

/** A result with little more than its samples. */
export function resultOf(id: string, seconds: readonly number[], more: Partial<Result> = {}): Result {
  return { id, suite: 'step', setup: { threads: 1 }, work: { steps: 1 }, seconds, ...more }
}

export function documentOf(results: readonly Result[], more: Partial<Document> = {}): Document {
  return {
    format: 'blasnet-bench',
    version: 1,
    created: '2026-01-02T03:04:05.678Z',
    command: ['step'],
    machine,
    results,
    ...more,
  }
}
