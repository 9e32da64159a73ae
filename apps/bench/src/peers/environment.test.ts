import { describe, expect, it } from 'vitest'
import { peerEnvironment, removedVariables } from './environment.ts'

describe('peerEnvironment', () => {
  it('fixes the threads and lets OpenBLAS choose its kernels', () => {
    const own = { PATH: '/bin', OPENBLAS_CORETYPE: 'Haswell', OMP_NUM_THREADS: '7' }
    const env = peerEnvironment(own, 2)
    expect(env).toMatchObject({ PATH: '/bin', OMP_NUM_THREADS: '2', MKL_NUM_THREADS: '2', OPENBLAS_NUM_THREADS: '2' })
    expect('OPENBLAS_CORETYPE' in env).toBe(false)
    expect('LD_PRELOAD' in env).toBe(false)
    expect(own.OPENBLAS_CORETYPE).toBe('Haswell')
  })

  it('loads a library before those that are loaded anyway', () => {
    expect(peerEnvironment({}, 1, 'a.so').LD_PRELOAD).toBe('a.so')
    expect(peerEnvironment({ LD_PRELOAD: 'b.so' }, 1, 'a.so').LD_PRELOAD).toBe('a.so:b.so')
  })

  it('says what it took away', () => {
    expect(removedVariables({ OPENBLAS_CORETYPE: 'Haswell', HOME: '/' })).toEqual(['OPENBLAS_CORETYPE=Haswell'])
    expect(removedVariables({ OPENBLAS_CORETYPE: '' })).toEqual([])
  })
})
