import { readFileSync } from 'node:fs'
import { readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { UsageError } from '../errors/usage-error.ts'

const prefix = '.lock.'

/** A process that works in a folder, or did: what the name of its file says. */
interface Holder {
  readonly file: string
  readonly host: string
  readonly pid: number
  /** When the process began, in ticks since the machine did; `0` where that cannot be known. */
  readonly began: string
}

/**
 * Makes this process the only one that works in a folder. Everyone says so first and then looks for others, so that two
 * never both go on; files of processes that have ended are removed.
 *
 * @returns gives the folder back
 * @throws UsageError when a process that is alive, or on another machine, works there
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const own = `${prefix}${hostName()}.${process.pid}.${beganAt(process.pid) ?? '0'}`
  const release = () => rm(path.join(folder, own), { force: true })
  await writeFile(path.join(folder, own), '')
  try {
    const others = (await readdir(folder)).filter(name => name !== own).flatMap(file => parseHolder(file) ?? [])
    for (const other of others) {
      if (mayWork(other)) throw new UsageError(refusal(folder, other))
      await rm(path.join(folder, other.file), { force: true })
    }
  } catch (error) {
    await release()
    throw error
  }
  return release
}

function parseHolder(file: string): Holder | undefined {
  const [, host, pid, began] = /^\.lock\.([^.]+)\.(\d+)\.(\d+)$/.exec(file) ?? []
  return host && pid && began ? { file, host, pid: Number(pid), began } : undefined
}

function mayWork({ host, pid, began }: Holder): boolean {
  if (host !== hostName()) return true
  const now = beganAt(pid)
  // A process of the same number may be another one, which began later.
  if (now !== undefined) return now === began
  return !hasProcFileSystem() && isAlive(pid)
}

function refusal(folder: string, { file, host, pid }: Holder): string {
  if (host === hostName()) return `'${folder}': another sweep is at work there, process ${pid}`
  const remedy = `if it has ended, remove '${path.join(folder, file)}'`
  return `'${folder}': another sweep is at work there, process ${pid} on ${host}; ${remedy}`
}

/** Dots set the parts of a name apart. */
function hostName(): string {
  return os.hostname().replace(/[^A-Za-z0-9-]+/g, '_') || 'host'
}

/** The 22nd field of /proc/PID/stat (proc_pid_stat(5)); the second is a name in parentheses that may hold anything. */
function beganAt(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}

function hasProcFileSystem(): boolean {
  return beganAt(process.pid) !== undefined
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
