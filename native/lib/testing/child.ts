import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

export const addonPath = pathOf('../../build/Release/blasnet.node')

/** Makes everything of prelude.cjs a variable of a program. */
const prelude = `
  const { parentPort, workerData } = require('node:worker_threads')
  const preludePath = ${JSON.stringify(pathOf('prelude.cjs'))}
  const { addon, print, sleep, network, dataset, training } = require(preludePath)
`

export interface Ended {
  /** Null when a signal ended it. */
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** From its last line of output to its end. */
  readonly millisecondsToEnd: number
}

/** Runs a program in a process of its own. */
export function runNode(
  program: string,
  options: {
    readonly flags?: readonly string[]
    readonly env?: Record<string, string>
    readonly onFirstOutput?: (child: ChildProcess) => void
  } = {},
): Promise<Ended> {
  const { flags = [], env = {}, onFirstOutput } = options
  return new Promise((resolve, reject) => {
    // The test runner's own options are not for the child.
    const environment = { ...process.env, NODE_OPTIONS: '', ...env }
    const child = spawn(process.execPath, [...flags, '-e', prelude + program], {
      env: environment,
      // A program that does not end must not outlive its test.
      timeout: 50_000,
      killSignal: 'SIGKILL',
    })
    const output = { stdout: '', stderr: '' }
    let printed = performance.now()
    child.stdout.on('data', chunk => {
      output.stdout += chunk
      printed = performance.now()
    })
    if (onFirstOutput) child.stdout.once('data', () => onFirstOutput(child))
    child.stderr.on('data', chunk => {
      output.stderr += chunk
    })
    child.on('error', reject)
    child.on('close', (status, signal) => {
      resolve({ status, signal, ...output, millisecondsToEnd: performance.now() - printed })
    })
  })
}

/** Starts a program in a thread of its own; it may use `workerData`. */
export function startWorker(program: string, workerData?: unknown): Worker {
  return new Worker(prelude + program, { eval: true, workerData })
}

/** Resolves with the first message from a worker. */
export function messageFrom(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`the worker ended with ${code} and sent nothing`)))
  })
}

/** Runs a program in a thread of its own, to its end, and returns the first message it sends. */
export async function runWorker(program: string, workerData?: unknown): Promise<unknown> {
  const worker = startWorker(program, workerData)
  const ended = new Promise(resolve => worker.once('exit', resolve))
  const message = await messageFrom(worker)
  await ended
  return message
}
