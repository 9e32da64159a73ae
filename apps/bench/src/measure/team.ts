import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Measurement, timed } from './interleave.ts'
import type { Yardstick } from './peak.ts'

/** Threads that do one thing at once whenever asked. */
export async function startTeam(threads: number, which: Yardstick) {
  const workers = Array.from({ length: threads }, () => {
    // Beside this file once both are built.
    return new Worker(new URL('./team-worker.js', import.meta.url), { workerData: which })
  })
  // The first message says that its data are there.
  await Promise.all(workers.map(worker => once(worker, 'message')))
  const measure: Measurement = () => {
    return timed(async () => {
      const finished = workers.map(worker => once(worker, 'message'))
      for (const worker of workers) worker.postMessage('go')
      await Promise.all(finished)
    })
  }
  const stop = async () => {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
  return { measure, stop }
}
