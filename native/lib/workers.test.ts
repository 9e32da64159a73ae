import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { backendInfo } from './index.ts'
import { messageFrom, runWorker, startWorker } from './testing/child.ts'
import { expectSameBits } from './testing/close.ts'
import { errorOf } from './testing/refusal.ts'

/** Trains for a while, alone in its thread, and sends what came of it. */
const trainAndSend = `
  const net = network('float64', 32, 24, workerData)
  net.trainSteps(training(dataset(200, 32), 400)).then(({ losses }) => {
    parentPort.postMessage({ losses, parameters: net.getParameters() })
  })`

interface Trained {
  losses: Float64Array
  parameters: Float64Array
}

describe('worker_threads', () => {
  it('load the addon several at once, and train each on its own', async () => {
    const alone = (await runWorker(trainAndSend, 5)) as Trained
    const several = await Promise.all([5, 6, 5, 5].map(seed => runWorker(trainAndSend, seed) as Promise<Trained>))
    for (const [i, { losses, parameters }] of several.entries()) {
      expect(losses.length).toBe(400)
      if (i === 1) {
        expect(losses[0]).not.toBe(alone.losses[0])
      } else {
        expectSameBits(losses, alone.losses)
        expectSameBits(parameters, alone.parameters)
      }
    }
  })

  it('end by themselves when their work has, and not before', async () => {
    const worker = startWorker(`
      network().trainSteps(training(dataset(), 300)).then(({ ended }) => parentPort.postMessage(ended))`)
    const exit = new Promise(resolve => worker.once('exit', resolve))
    expect(await messageFrom(worker)).toBe('completed')
    expect(await exit).toBe(0)
  })

  it('have data sets and networks of their own', async () => {
    const error = errorOf(() => runWorker('network().evaluate({ dataset: workerData })', {}))
    expect((await error).message).toContain('expected a NativeDataset, received an object')
  })
})

const setUp = 'const net = network(), data = dataset(); const ready = () => parentPort.postMessage("ready");'
const work = 'net.trainSteps(training(data));'

const programs: Record<string, string> = {
  'in the middle of training': `${setUp} ${work} setTimeout(ready, 5)`,
  'right after posting': `${setUp} ${work} ready()`,
  // One after the other, as a single one can be over before the worker is terminated.
  'during an evaluation': `const net = network(), data = dataset(20000); parentPort.postMessage(1)
    for (let i = 0; i < 500; i++) net.evaluate({ dataset: data })`,
  'during a check of gradients': `${setUp}
    net.numericalGradient({ dataset: data, indices: new Uint32Array(200), epsilon: 1e-3, parameters: new Uint32Array(50000) })
    setTimeout(ready, 5)`,
  'with a queue of jobs': `${setUp} ${work} ${work}
    for (let i = 0; i < 50; i++) net.evaluate({ dataset: data })
    net.gradient({ dataset: data, indices: new Uint32Array(9) })
    setTimeout(ready, 5)`,
  'while results pour in': `${setUp}
    const small = training(data, 1)
    const again = () => net.trainSteps(small).then(again)
    for (let i = 0; i < 20; i++) again()
    setTimeout(ready, 5)`,
  'with several networks at work': `${setUp} const run = training(data); for (let i = 0; i < 4; i++) network().trainSteps(run); setTimeout(ready, 5)`,
  'with a disposed network still at work': `${setUp} ${work} net.dispose(); data.dispose(); setInterval(ready, 1000); ready()`,
  'inside synchronous calls': `parentPort.postMessage(1); const out = new Float32Array(8)
    for (;;) { addon.fillUniform({ out, low: 0, high: 1, seed: 1, stream: 2 }); addon.permutation({ count: 9, seed: 1, stream: 1 }) }`,
  'inside calls that throw': `parentPort.postMessage(1); for (;;) { try { addon.sgd({ weights: 3 }) } catch {} }`,
  'while posting jobs': `${setUp} ready(); const small = training(data, 1); for (;;) net.trainSteps(small)`,
  'while making networks': `parentPort.postMessage(1); const data = dataset()
    for (;;) { const net = network('float32', 256, 8); net.evaluate({ dataset: data }); net.dispose() }`,
}

describe('Worker.terminate()', () => {
  it.each(Object.entries(programs))('%s, 20 times in a row', async (_, program) => {
    // Two at a time, so that one ends while another starts.
    const terminate = async (milliseconds: number) => {
      const worker = startWorker(program)
      await messageFrom(worker)
      await sleep(milliseconds)
      const start = performance.now()
      expect(await worker.terminate()).toBe(1)
      return performance.now() - start
    }
    const times: number[] = []
    for (let i = 0; i < 10; i++) times.push(...(await Promise.all([terminate(i % 4), terminate((i * 7) % 5)])))
    expect(Math.max(...times)).toBeLessThan(1500)
    // The addon works on in the threads that are left.
    expect(backendInfo().openblas.threads).toBe(1)
  })

  it('leaves a network that trains in another thread alone', async () => {
    const alone = (await runWorker(trainAndSend, 9)) as Trained
    const others = Array.from({ length: 4 }, async () => {
      const worker = startWorker(programs['in the middle of training']!)
      await messageFrom(worker)
      await worker.terminate()
    })
    const beside = (await runWorker(trainAndSend, 9)) as Trained
    await Promise.all(others)
    expectSameBits(beside.losses, alone.losses)
    expectSameBits(beside.parameters, alone.parameters)
  })
})

describe('a worker_thread that ends itself', () => {
  it.each([
    ['process.exit', 'process.exit(3)', 3],
    ['an uncaught exception', 'throw new Error("on purpose")', 1],
  ])('by %s, in the middle of training', async (_, end, code) => {
    const worker = startWorker(`${setUp} ${work} setTimeout(() => { ${end} }, 20)`)
    const errors: Error[] = []
    worker.on('error', error => errors.push(error))
    expect(await new Promise(resolve => worker.once('exit', resolve))).toBe(code)
    expect(errors.map(({ message }) => message)).toEqual(code === 1 ? ['on purpose'] : [])
  })
})
