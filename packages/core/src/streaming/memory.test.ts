import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

/** Megabytes that a process grows by at most while it trains on a stream of 600 MB in pieces of 4. */
async function growth(memoryLimit: number, producer: string): Promise<{ grown: number; steps: number; held: number }> {
  const core = fileURLToPath(new URL('../../dist/index.js', import.meta.url))
  const program = `
    import { createNetwork, trainOnStream } from ${JSON.stringify(core)}
    const network = createNetwork({ inputs: 1000, layers: [{ units: 8, activation: 'tanh' }, { units: 2 }] })
    let given = 0, taken = 0, held = 0
    const piece = () => {
      given++
      held = Math.max(held, given - taken)
      return { inputs: new Uint8Array(4_000_000).fill(given), labels: new Uint8Array(4000) }
    }
    async function* fast() { for (let i = 0; i < 150; i++) yield piece() }
    async function* slow() { for (let i = 0; i < 150; i++) { await new Promise(r => setTimeout(r, 5)); yield piece() } }
    const before = process.memoryUsage().rss
    let most = 0
    const watch = setInterval(() => { most = Math.max(most, process.memoryUsage().rss) }, 5)
    const run = trainOnStream(network, {
      batches: ${producer}, batchSize: 500, prefetch: 1000, memoryLimit: ${memoryLimit},
      normalisation: { mean: 100, standardDeviation: 50 }, optimizer: { kind: 'sgd', learningRate: 1e-4 }, threads: 1,
    })
    for await (const event of run) if (event.type === 'step-block') taken = Math.floor((event.step + event.losses.length) / 8)
    const { stopped } = await run.result
    clearInterval(watch)
    console.log(JSON.stringify({ grown: (most - before) / 1e6, steps: stopped.step + 1, held }))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program])
  return JSON.parse(stdout)
}

test.each(['fast', 'slow'])('a long stream from a %s producer stays within its memory', async producer => {
  const { grown, steps, held } = await growth(20_100_000, producer)
  expect(steps).toBe(1200)
  // Five pieces fit; the events that count them come a moment later than the truth.
  expect(held).toBeLessThanOrEqual(7)
  if (producer === 'fast') expect(held).toBeGreaterThanOrEqual(5)
  // The pieces held, the engine's copy of one, what waits for the garbage collector, and the program; of 600 MB.
  expect(grown).toBeLessThan(200)
})
