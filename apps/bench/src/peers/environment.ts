/** Variables that fix a number of threads. */
const threadVariables = [
  'OMP_NUM_THREADS',
  'MKL_NUM_THREADS',
  'OPENBLAS_NUM_THREADS',
  'BLIS_NUM_THREADS',
  'VECLIB_MAXIMUM_THREADS',
  'NUMEXPR_NUM_THREADS',
] as const

/** Variables that make OpenBLAS take kernels for another processor or cache than it finds. */
const coreVariables = ['OPENBLAS_CORETYPE', 'OPENBLAS_L2_SIZE'] as const

/**
 * The environment of a peer: as ours, with its number of threads, and without what would keep a library from the best
 * kernels that it has for this processor.
 */
export function peerEnvironment(own: NodeJS.ProcessEnv, threads: number, preload?: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...own }
  for (const name of coreVariables) delete env[name]
  for (const name of threadVariables) env[name] = String(threads)
  env.PYTHONDONTWRITEBYTECODE = '1'
  // Compiles within the process, so that nothing is left when it ends.
  env.TORCHINDUCTOR_COMPILE_THREADS = '1'
  if (preload !== undefined) env.LD_PRELOAD = [preload, own.LD_PRELOAD].filter(Boolean).join(':')
  return env
}

/** What of ours the peers do without, as `NAME=value`. */
export function removedVariables(own: NodeJS.ProcessEnv): string[] {
  return coreVariables.flatMap(name => (own[name] ? [`${name}=${own[name]}`] : []))
}
