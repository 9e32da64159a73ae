import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const blasnetBin = fileURLToPath(new URL('../../bin/blasnet.js', import.meta.url))

export interface BlasnetOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Sent when standard output first holds the text. */
  readonly signal?: { readonly name: NodeJS.Signals; readonly when: string }
}

export interface BlasnetOutcome {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the real command line in a process of its own; neither of its streams is a terminal. */
export function runBlasnet(args: readonly string[], options: BlasnetOptions = {}): Promise<BlasnetOutcome> {
  const { cwd = process.cwd(), env = {}, signal } = options
  const child = spawn(process.execPath, [blasnetBin, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  let sent = false
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    if (signal === undefined || sent || !stdout.includes(signal.when)) return
    sent = true
    child.kill(signal.name)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, name) => resolve({ code, signal: name, stdout, stderr }))
  })
}
