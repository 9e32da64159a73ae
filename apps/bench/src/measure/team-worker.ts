import { parentPort, workerData } from 'node:worker_threads'
import { type Yardstick, yardstick } from './peak.ts'

const measure = yardstick(workerData as Yardstick)
await measure()
parentPort?.on('message', async () => {
  await measure()
  parentPort?.postMessage('done')
})
parentPort?.postMessage('ready')
