import { describe, expect, it } from 'vitest'
import { backendInfo } from './index.ts'
import { runNode, runWorker } from './testing/child.ts'

describe('backendInfo', () => {
  it('tells what the addon runs on', () => {
    const { openblas, simd, compiler } = backendInfo()
    expect(openblas.core).toMatch(/^\w+$/)
    expect(openblas.version).toMatch(/^\d+\.\d+\.\d+/)
    expect(openblas.config).toContain(`OpenBLAS ${openblas.version}`)
    expect(['sequential', 'pthreads', 'openmp']).toContain(openblas.threading)
    expect(openblas.threads).toBe(1)
    expect(simd).toMatch(/^[A-Z]\w+$/)
    expect(compiler).toMatch(/^(gcc|clang) \d+/)
  })

  it('has one thread whatever the environment asks for', async () => {
    const wishes = ['OPENBLAS_NUM_THREADS', 'GOTO_NUM_THREADS', 'OMP_NUM_THREADS', 'OPENBLAS_DEFAULT_NUM_THREADS']
    const answers = wishes.map(name => runNode('print(addon.backendInfo().openblas.threads)', { env: { [name]: '4' } }))
    for (const { stdout, status } of await Promise.all(answers)) expect([stdout, status]).toEqual(['1\n', 0])
  })

  it('is the same in a worker_thread', async () => {
    expect(await runWorker('parentPort.postMessage(addon.backendInfo())')).toEqual(backendInfo())
  })

  it('gives a new object each time', () => {
    const info = backendInfo()
    expect(backendInfo()).not.toBe(info)
    expect(backendInfo()).toEqual(info)
  })
})
