import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** Waits until none of the processes lives whose ids a file lists; the test's time limit is what fails it. */
export async function haveEnded(file: string): Promise<number[]> {
  const ids = readFileSync(file, 'utf8').trim().split('\n').map(Number)
  while (ids.some(isAlive)) await delay(20)
  return ids
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0)
    // Ended, but nobody has asked after it yet: the first process of a container may never.
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${id}/status`, 'utf8'))
  } catch {
    return false
  }
}
