import { type ChildProcess, spawn } from 'node:child_process'
import { LineBuffer } from './line-buffer.ts'
import { endWithUs, killGroup } from './live-processes.ts'
import { PeerProblem } from './problem.ts'
import { parseReply, type Reply } from './protocol.ts'
import type { RunReply, RunRequest, Trainer } from './trainer.ts'

export interface PeerCommand {
  /** A program and its arguments. */
  readonly command: readonly [string, ...string[]]
  readonly env: Readonly<NodeJS.ProcessEnv>
  /** The message `init` without its type. */
  readonly setup: Readonly<Record<string, unknown>>
  /** Most seconds until an answer. */
  readonly timeoutSeconds: number
  /** Ends it while it starts. */
  readonly signal?: AbortSignal
}

/** What of stderr is kept to explain a crash. */
const keptErrorText = 4000

/**
 * Starts a peer and waits until it is ready.
 *
 * @throws PeerProblem `missing` where its program or what it imports is not installed, `failed` for all else
 */
export async function startPeer(peer: PeerCommand): Promise<Trainer> {
  const process = new PeerProcess(peer)
  const stop = () => process.close()
  peer.signal?.addEventListener('abort', stop, { once: true })
  try {
    const reply = await process.ask({ type: 'init', ...peer.setup })
    if (reply.type !== 'ready') throw new PeerProblem('failed', `answered "${reply.type}" before it was ready`)
    const { versions, stepsMultiple } = reply
    return {
      versions,
      stepsMultiple,
      run: request => runSteps(process, request),
      close: () => process.close(),
    }
  } catch (error) {
    process.close()
    throw error
  } finally {
    peer.signal?.removeEventListener('abort', stop)
  }
}

async function runSteps(process: PeerProcess, request: RunRequest): Promise<RunReply> {
  const reply = await process.ask({ type: 'run', ...request })
  if (reply.type !== 'done') throw new PeerProblem('failed', `answered "${reply.type}" to a run`)
  return reply
}

/** A process that answers every line it gets with one line. */
class PeerProcess {
  readonly #child: ChildProcess
  readonly #timeoutSeconds: number
  #errorText = ''
  #pending: { resolve: (reply: Reply) => void; reject: (error: PeerProblem) => void } | undefined
  #problem: PeerProblem | undefined

  constructor({ command: [program, ...args], env, timeoutSeconds }: PeerCommand) {
    this.#timeoutSeconds = timeoutSeconds
    // A process group of its own: Ctrl-C is ours to answer, and what it starts ends with it.
    this.#child = spawn(program, args, { env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
    endWithUs(this.#child)
    const { stdin, stdout, stderr } = this.#child
    const lines = new LineBuffer(line => this.#answer(line))
    stdout?.setEncoding('utf8').on('data', (text: string) => this.#guard(() => lines.push(text)))
    stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errorText = (this.#errorText + text).slice(-keptErrorText)
    })
    // A peer that has gone is noticed by its exit.
    stdin?.on('error', () => {})
    this.#child.on('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT' || error.code === 'EACCES'
      const text = `${program} cannot be run (${error.code ?? error.message})`
      this.#fail(new PeerProblem(missing ? 'missing' : 'failed', text))
    })
    // Not `exit`: the last line may still be on its way.
    this.#child.on('close', (code, signal) => this.#fail(new PeerProblem('failed', this.#farewell(code, signal))))
  }

  ask(message: Readonly<Record<string, unknown>>): Promise<Reply> {
    return new Promise<Reply>((resolve, reject) => {
      if (this.#problem !== undefined) return reject(this.#problem)
      const timer = setTimeout(() => {
        this.#fail(new PeerProblem('failed', `did not answer within ${this.#timeoutSeconds} s`))
        this.close()
      }, this.#timeoutSeconds * 1000)
      this.#pending = {
        resolve: reply => {
          clearTimeout(timer)
          resolve(reply)
        },
        reject: error => {
          clearTimeout(timer)
          reject(error)
        },
      }
      this.#child.stdin?.write(`${JSON.stringify(message)}\n`)
    })
  }

  close(): void {
    this.#fail(new PeerProblem('failed', 'was ended'))
    killGroup(this.#child)
  }

  #answer(line: string): void {
    const pending = this.#pending
    if (pending === undefined) {
      throw new PeerProblem('failed', `sent a line that nobody asked for: ${JSON.stringify(line.slice(0, 60))}`)
    }
    const reply = parseReply(line)
    if (reply.type === 'missing') throw new PeerProblem('missing', `${reply.what} is not installed`)
    if (reply.type === 'error') throw new PeerProblem('failed', oneLine(reply.message))
    this.#pending = undefined
    pending.resolve(reply)
  }

  #guard(action: () => void): void {
    if (this.#problem !== undefined) return
    try {
      action()
    } catch (error) {
      this.#fail(error instanceof PeerProblem ? error : new PeerProblem('failed', (error as Error).message))
      killGroup(this.#child)
    }
  }

  /** The first problem is the one that counts. */
  #fail(problem: PeerProblem): void {
    this.#problem ??= problem
    this.#pending?.reject(this.#problem)
    this.#pending = undefined
  }

  #farewell(code: number | null, signal: NodeJS.Signals | null): string {
    // Somebody else ended it, for want of memory perhaps: it knows nothing of that.
    if (signal === 'SIGKILL') return 'was ended by SIGKILL'
    const lastLine = this.#errorText.trim().split('\n').at(-1) ?? ''
    const how = signal === null ? `ended with status ${code}` : `was ended by ${signal}`
    return lastLine === '' ? how : `${how}: ${oneLine(lastLine)}`
  }
}

function oneLine(text: string): string {
  const [first = ''] = text.trim().split('\n')
  return first.length > 200 ? `${first.slice(0, 199)}…` : first
}
