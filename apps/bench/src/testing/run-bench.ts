import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../bin/bench.js', import.meta.url))

export interface BenchOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Sent this many milliseconds after the start. */
  readonly signal?: { readonly name: NodeJS.Signals; readonly after: number }
}

export interface BenchOutcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** From the signal to the end. */
  readonly milliseconds: number
}

/** Runs the real command line, as it was built, in a process of its own. */
export function runBench(args: readonly string[], { env = {}, signal }: BenchOptions = {}): Promise<BenchOutcome> {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr, signalled] = ['', '', performance.now()]
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  if (signal !== undefined) {
    const send = () => {
      signalled = performance.now()
      child.kill(signal.name)
    }
    const timer = setTimeout(send, signal.after)
    child.on('close', () => clearTimeout(timer))
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve({ code, stdout, stderr, milliseconds: performance.now() - signalled }))
  })
}
