import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { DType } from '@blasnet/native'
import { dtypeName } from './network-name.ts'

/** C ← op(A)·op(B), row-major: op(A) is [m, k], op(B) [k, n]. */
export interface Product {
  readonly m: number
  readonly n: number
  readonly k: number
  readonly transposeA: boolean
  readonly transposeB: boolean
}

/** A C program that makes matrix products by plain CBLAS calls when asked. */
export interface CGemm {
  /** Seconds of `repeats` products. */
  readonly time: (product: Product, dtype: DType, repeats: number) => Promise<number>
  readonly stop: () => void
}

const source = fileURLToPath(new URL('../../c/gemm.c', import.meta.url))
const run = promisify(execFile)

/**
 * Compiles the program and starts it in a process of its own, on one thread. Where there is no compiler or no
 * OpenBLAS to compile against, gives the reason in a few words.
 */
export async function startCGemm(env: NodeJS.ProcessEnv = process.env): Promise<CGemm | string> {
  const folder = await mkdtemp(join(tmpdir(), 'blasnet-bench-'))
  try {
    const program = join(folder, 'gemm')
    const problem = await compile(program, env)
    if (problem !== undefined) return problem
    const child = spawn(program, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' },
    })
    const time = await ask(child)
    // One product, so that the file is loaded when its folder goes.
    await time({ m: 1, n: 1, k: 1, transposeA: false, transposeB: false }, 'float32', 1)
    return { time, stop: () => child.kill() }
  } catch (error) {
    return `the C program does not run: ${(error as Error).message}`
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function compile(program: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const compiler = env.CC || 'cc'
  let flags: string[]
  try {
    const { stdout } = await run('pkg-config', ['--cflags', '--libs', 'openblas'], { env })
    const folder = await run('pkg-config', ['--variable=libdir', 'openblas'], { env })
    flags = [...words(stdout), ...words(folder.stdout).map(path => `-Wl,-rpath,${path}`)]
  } catch (error) {
    return isMissing(error) ? 'there is no pkg-config' : 'pkg-config does not know openblas'
  }
  try {
    await run(compiler, ['-O2', '-o', program, source, ...flags], { env })
    return undefined
  } catch (error) {
    if (isMissing(error)) return `there is no C compiler (${compiler})`
    const { stderr = '' } = error as { stderr?: string }
    const line = stderr.split('\n').find(one => one.includes('error'))
    return `${compiler} fails${line === undefined ? '' : `: ${line.trim()}`}`
  }
}

const words = (text: string) => text.split(/\s+/).filter(word => word !== '')

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT'

/** Requests and answers, a line each, one at a time. */
async function ask(child: ChildProcess): Promise<CGemm['time']> {
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) throw new Error('no pipes')
  const waiting: { resolve: (seconds: number) => void; reject: (error: Error) => void }[] = []
  const fail = (error: Error) => {
    for (const one of waiting.splice(0)) one.reject(error)
  }
  let ended = false
  child.on('error', fail)
  child.on('exit', code => {
    ended = true
    fail(new Error(`it ended with status ${code}`))
  })
  stdin.on('error', fail)
  createInterface(stdout).on('line', line => waiting.shift()?.resolve(Number(line)))
  return ({ m, n, k, transposeA, transposeB }, dtype, repeats) => {
    return new Promise((resolve, reject) => {
      if (ended) return reject(new Error('it has ended'))
      waiting.push({ resolve, reject })
      stdin.write(`${dtypeName(dtype)} ${m} ${n} ${k} ${Number(transposeA)} ${Number(transposeB)} ${repeats}\n`)
    })
  }
}
