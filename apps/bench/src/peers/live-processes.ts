import type { ChildProcess } from 'node:child_process'

const alive = new Set<ChildProcess>()

/** Sees to it that a process does not outlive this one, whatever ends it but SIGKILL; then its stdin ends. */
export function endWithUs(child: ChildProcess): void {
  if (child.pid === undefined) return
  if (alive.size === 0) process.on('exit', killAll)
  alive.add(child)
  child.once('exit', () => {
    alive.delete(child)
    // What it had started must not hold its end of the pipes.
    killGroupOf(child.pid)
    if (alive.size === 0) process.off('exit', killAll)
  })
}

/** Ends a process that was started `detached`, and all that it started. */
export function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (exitCode === null && signalCode === null) killGroupOf(pid)
}

function killGroupOf(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    // Nobody is left in it; macOS says EPERM where there are only those that have ended.
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ESRCH' && code !== 'EPERM') throw error
  }
}

function killAll(): void {
  for (const child of alive) killGroup(child)
}
