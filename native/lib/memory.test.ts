import { describe, expect, it } from 'vitest'
import { runNode } from './testing/child.ts'

const megabytes = 'const megabytes = () => Math.round(process.memoryUsage().rss / 1e6);'
const flags = ['--expose-gc']

/** The numbers that a program prints, one a line. */
async function numbersFrom(program: string): Promise<number[]> {
  const { stdout, stderr, status } = await runNode(megabytes + program, { flags })
  expect([stderr, status]).toEqual(['', 0])
  return stdout.trimEnd().split('\n').map(Number)
}

describe('memory', () => {
  it('does not grow over 300 networks that are made, trained and forgotten', async () => {
    // 2 MB of parameters and velocity, and 1 MB of samples each: 750 MB over 250 of them if none were freed.
    const [early, late] = await numbersFrom(`
      const inputs = new Uint8Array(1_024_000), labels = new Uint8Array(4000)
      ;(async () => {
        for (let i = 1; i <= 300; i++) {
          const data = new addon.Dataset({ inputs, features: 256, labels })
          await network('float32', 256, 1000).trainSteps(training(data, 2))
          if (i % 10 === 0) { gc(); await sleep(0) }
          if (i === 50 || i === 300) print(megabytes())
        }
      })()`)
    expect(late! - early!).toBeLessThan(60)
  })

  // 300 of some 5 MB each, with gc() never called: 1.5 GB if the garbage collector did not know.
  it.each([
    ['data sets', 'new addon.Dataset({ inputs, features: 100 })'],
    [
      'networks',
      `new addon.Network({ dtype: 'float32', inputs: 1000, layers: [{ units: 600, activation: 'relu', bias: true }] })`,
    ],
  ])('of forgotten %s is known to the garbage collector', async (_, make) => {
    const [largest] = await numbersFrom(`
      const inputs = new Uint8Array(5_000_000)
      let largest = 0
      ;(async () => {
        for (let i = 0; i < 300; i++) {
          ${make}
          if (i % 5 === 0) await sleep(0)
          largest = Math.max(largest, megabytes())
        }
        print(largest)
      })()`)
    expect(largest).toBeLessThan(600)
  })

  it('is given back by dispose(), at once or when the work has ended', async () => {
    const [before, held, disposed, working, ended] = await numbersFrom(`
      const make = () => new addon.Network({ dtype: 'float64', inputs: 2000, layers: [{ units: 4000, activation: 'relu', bias: true }] })
      const inputs = new Uint8Array(40_000_000)
      ;(async () => {
        print(megabytes())
        const net = make()
        const data = new addon.Dataset({ inputs, features: 2000 })
        print(megabytes())
        net.dispose()
        data.dispose()
        print(megabytes())
        const busy = make()
        const more = new addon.Dataset({ inputs, features: 2000, labels: new Uint8Array(20_000) })
        const work = busy.evaluate({ dataset: more })
        more.dispose()
        busy.dispose()
        print(megabytes())
        await work
        await sleep(10)
        print(megabytes())
      })()`)
    expect(held! - before!).toBeGreaterThan(150)
    expect(disposed! - before!).toBeLessThan(20)
    expect(working! - before!).toBeGreaterThan(150)
    expect(ended! - before!).toBeLessThan(60)
  })

  it('of jobs in terminated worker_threads is freed', async () => {
    // 20 MB of samples each: 320 MB over 16 of them.
    const [early, late] = await numbersFrom(`
      const { Worker } = require('node:worker_threads')
      const program = \`
        const { addon, network, dataset, training } = require(\${JSON.stringify(preludePath)})
        const data = new addon.Dataset({ inputs: new Uint8Array(20_000_000), features: 256, labels: new Uint8Array(78125) })
        network().trainSteps(training(data, 20000))
        setTimeout(() => require('node:worker_threads').parentPort.postMessage(1), 5)\`
      ;(async () => {
        for (let i = 1; i <= 24; i++) {
          const worker = new Worker(program, { eval: true })
          await new Promise((resolve, reject) => { worker.once('message', resolve); worker.once('error', reject) })
          await worker.terminate()
          if (i === 8 || i === 24) print(megabytes())
        }
      })()`)
    expect(late! - early!).toBeLessThan(120)
  })

  it('that a job reads stays while it runs, when nothing else refers to it', async () => {
    const { stdout, stderr, status } = await runNode(
      `
      async function run(shared, forget) {
        let net = network('float64', 256, 64)
        let data = dataset(2000, 256, shared)
        const options = training(data, 3000)
        const work = net.trainSteps(options)
        if (forget) {
          options.dataset = data = net = undefined
          let done = false
          work.then(() => { done = true })
          let rounds = 0
          while (!done) {
            gc()
            // Takes the place of anything that was freed.
            new Uint8Array(512_000).fill(rounds++)
            await sleep(0)
          }
          if (rounds < 3) throw new Error('the training ended too soon')
        }
        const { losses } = await work
        return losses
      }
      (async () => {
        const expected = await run(false, false)
        for (const shared of [false, true, true]) {
          const losses = await run(shared, true)
          print(losses.length, losses.every((loss, i) => loss === expected[i]))
        }
      })()`,
      { flags },
    )
    expect([stdout, stderr, status]).toEqual(['3000 true\n'.repeat(3), '', 0])
  })
})
