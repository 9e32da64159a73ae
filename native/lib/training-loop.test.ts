import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { addon } from './addon.ts'
import { smallDataset, smallLoop, smallNetwork } from './testing/border.ts'
import { runNode } from './testing/child.ts'
import { sampleSet, twins } from './testing/model.ts'
import { errorOf } from './testing/refusal.ts'

const layers = [
  { units: 7, activation: 'tanh', bias: true, batchNorm: {}, dropout: 0.3 },
  { units: 5, activation: 'identity', bias: true },
] as const

/** A network, and a loop over data of its own. */
function setUp(dtype: 'float32' | 'float64' = 'float64') {
  const { network } = twins(dtype, 11, layers)
  const { dataset } = sampleSet(23, 11, 5)
  const options = { dataset, batchSize: 8, optimizer: { kind: 'adam' } } as const
  return { network, dataset, options, loop: new addon.TrainingLoop({ network, ...options }) }
}

const batch = Uint32Array.of(3, 1, 4, 1, 5, 9, 2, 6)

function takeStep({ loop }: ReturnType<typeof setUp>, step: number): number {
  loop.forward(batch, step)
  const loss = loop.loss()
  loop.backward()
  loop.step(0.1)
  return loss
}

const codeOf = async (call: () => unknown) => ((await errorOf(call)) as Error & { code?: string }).code

describe('a training loop', () => {
  it('takes the steps of trainSteps', async () => {
    for (const dtype of ['float32', 'float64'] as const) {
      const [one, other] = [setUp(dtype), setUp(dtype)]
      const losses = [0, 1, 2].map(step => takeStep(one, step))
      const indices = Uint32Array.from([...batch, ...batch, ...batch])
      const run = await other.network.trainSteps({ ...other.options, indices, learningRate: 0.1 })
      expect(losses).toEqual([...run.losses])
      expect(one.network.getParameters()).toEqual(other.network.getParameters())
    }
  })

  it('gives the gradient that the network gives', async () => {
    const { network, dataset, loop } = setUp()
    const { loss, gradient } = await network.gradient({ dataset, indices: batch })
    loop.forward(batch, 0)
    expect(loop.loss()).toBe(loss)
    loop.backward()
    const own = loop.gradient()
    expect(own).toHaveLength(gradient.length)
    for (const [i, value] of own.entries()) expect(value).toBeCloseTo(gradient[i]!, 13)
  })

  it('refuses to work while the thread of its network does, and goes on from what that left', async () => {
    const [one, other] = [setUp(), setUp()]
    takeStep(one, 0)
    one.loop.forward(batch, 1)
    const work = one.network.trainSteps({
      ...one.options,
      indices: Uint32Array.from({ length: 20 }, (_, i) => i),
      batchSize: 20,
      learningRate: 0.1,
    })
    for (const call of [
      () => one.loop.loss(),
      () => one.loop.forward(batch, 1),
      () => one.loop.step(1),
      () => one.loop.threads,
    ])
      expect(await codeOf(call)).toBe('ERR_BLASNET_BUSY')
    await work
    // The step under way is no more.
    expect(await codeOf(() => one.loop.loss())).toBe('ERR_BLASNET_ORDER')
    takeStep(one, 1)

    takeStep(other, 0)
    await other.network.trainSteps({
      ...other.options,
      indices: Uint32Array.from({ length: 20 }, (_, i) => i),
      batchSize: 20,
      learningRate: 0.1,
    })
    await other.network.trainSteps({ ...other.options, indices: batch, learningRate: 0.1, firstStep: 1 })
    expect(one.network.getParameters()).toEqual(other.network.getParameters())
  })

  it.each(['setParameters', 'resetOptimizer', 'another loop', 'another optimizer'] as const)(
    'notices %s',
    async what => {
      const set = setUp()
      takeStep(set, 0)
      set.loop.forward(batch, 1)
      set.loop.loss()
      set.loop.backward()
      const { network, options } = set
      if (what === 'setParameters') network.setParameters(network.getParameters().map(() => 0.25))
      if (what === 'resetOptimizer') network.resetOptimizer()
      if (what === 'another loop') new addon.TrainingLoop({ network, ...options, batchSize: 20 })
      if (what === 'another optimizer')
        await network.trainSteps({ ...options, indices: batch, learningRate: 0.1, optimizer: { kind: 'sgd' } })
      expect(await codeOf(() => set.loop.step(0.1))).toBe('ERR_BLASNET_ORDER')
      const start = network.getParameters()

      const fresh = setUp()
      fresh.network.setParameters(start)
      const loss = takeStep(set, 1)
      expect(loss).toBe(takeStep(fresh, 1))
      // What Adam remembers is there again, from nothing where it was forgotten.
      if (what !== 'setParameters' && what !== 'another loop')
        expect(network.getParameters()).toEqual(fresh.network.getParameters())
    },
  )

  it('lives on when its data set is disposed of, and not when its network is', async () => {
    const set = setUp()
    const expected = setUp()
    set.dataset.dispose()
    expect(takeStep(set, 0)).toBe(takeStep(expected, 0))
    set.network.dispose()
    expect(await codeOf(() => set.loop.forward(batch, 1))).toBe('ERR_BLASNET_DISPOSED')
    set.loop.dispose()
    set.loop.dispose()
    expect(await codeOf(() => set.loop.forward(batch, 1))).toBe('ERR_BLASNET_DISPOSED')
  })

  it('refuses options that dispose of what they are read for', async () => {
    const { network, options } = setUp()
    const hostile = {
      network,
      ...options,
      get seed() {
        network.dispose()
        return 1
      },
    }
    expect(await codeOf(() => new addon.TrainingLoop(hostile))).toBe('ERR_BLASNET_DISPOSED')
    const message = async (change: object) =>
      (
        await errorOf(
          () => new addon.TrainingLoop({ network: smallNetwork(), dataset: smallDataset(), batchSize: 2, ...change }),
        )
      ).message
    expect(await message({ network: {} })).toBe(
      'NativeTrainingLoop: network: expected a NativeNetwork, received an object',
    )
    expect(await message({ dataset: smallNetwork() })).toContain('dataset: expected a NativeDataset')
    expect(await message({ loss: 'mine' })).toContain('loss: options: expected an object')
    expect(
      await message({
        batchSize: 2 ** 31 - 1,
        network: new addon.Network({
          dtype: 'float64',
          inputs: 3,
          layers: [{ units: 10_000, activation: 'identity', bias: true }],
        }),
        loss: 'own',
      }),
    ).toContain('batchSize: expected sizes that fit into')
  })

  it('refuses arguments that would reach beyond its memory', async () => {
    const loop = smallLoop()
    const message = async (call: () => unknown) => (await errorOf(call)).message
    expect(await message(() => loop.forward(Uint32Array.of(0, 5), 0))).toBe(
      'forward: indices[1]: expected a sample from 0 to 4, received 5',
    )
    expect(await message(() => loop.forward(new Uint32Array(3), 0))).toBe(
      'forward: indices: expected 1 to 2 samples, the batchSize, received 3',
    )
    expect(await message(() => loop.forward(new Uint32Array(0), 0))).toContain('expected 1 to 2 samples')
    loop.forward(Uint32Array.of(1, 2), 0)
    expect(await message(() => loop.setOutputGradient(new Float32Array(3)))).toContain('gradient: expected length 4')
    expect(await message(() => loop.setOutputGradient(new Float64Array(4)))).toContain(
      'gradient: expected a Float32Array',
    )
    loop.setOutputGradient(new Float32Array(4))
    loop.backward()
    for (const rate of [-1, Number.NaN, Infinity, 1e39, '1', undefined])
      expect(await message(() => loop.step(rate as number))).toContain('step: learningRate: expected a finite number')
    loop.step(0)
  })

  it('frees its memory and its threads when nobody holds it any more', async () => {
    const { stdout, stderr, status } = await runNode(
      `
      const { readdirSync } = require('node:fs')
      const threads = () => readdirSync('/proc/self/task').length
      ;(async () => {
        const data = dataset(2000, 256)
        const before = threads()
        const make = () => {
          const net = network('float64', 256, 2000)
          const loop = new addon.TrainingLoop({ network: net, dataset: data, batchSize: 256, threads: 3 })
          loop.forward(new Uint32Array(256), 0)
          return loop.threads
        }
        print(make())
        for (let i = 0; i < 30; i++) { make(); gc(); await sleep(1) }
        gc(); await sleep(20); gc(); await sleep(20)
        print(threads() - before < 10, process.memoryUsage().rss < 600e6)
      })()`,
      { flags: ['--expose-gc'] },
    )
    expect([stdout, stderr, status]).toEqual(['3\ntrue true\n', '', 0])
  })

  it.each([
    ['its threads asleep', 'setTimeout(() => process.exit(7), 30)'],
    ['its threads awake', 'loop.forward(new Uint32Array(256), 1); process.exit(7)'],
    ['nothing more to do', 'process.exitCode = 7'],
  ])('does not keep the process from ending with %s', async (_, end) => {
    const ended = await runNode(`
      globalThis.net = network('float64', 256, 1000)
      globalThis.loop = new addon.TrainingLoop({ network: net, dataset: dataset(2000, 256), batchSize: 256, threads: 3 })
      loop.forward(new Uint32Array(256), 0)
      ${end}`)
    expect(ended).toMatchObject({ status: 7, signal: null, stderr: '' })
    expect(ended.millisecondsToEnd).toBeLessThan(1000)
  })

  it('ends with the worker_thread that it runs in', async () => {
    const prelude = new URL('testing/prelude.cjs', import.meta.url).pathname
    const program = `
      const { addon, network, dataset } = require(${JSON.stringify(prelude)})
      const loop = new addon.TrainingLoop({ network: network('float64', 256, 1000), dataset: dataset(2000, 256), batchSize: 256, threads: 3 })
      const step = () => { loop.forward(new Uint32Array(256), 0); loop.loss(); loop.backward(); loop.step(1e-3) }
      step()
      require('node:worker_threads').parentPort.postMessage(loop.threads)
      for (;;) step()`
    for (let i = 0; i < 3; i++) {
      const worker = new Worker(program, { eval: true })
      const threads = await new Promise((resolve, reject) => {
        worker.once('message', resolve)
        worker.once('error', reject)
      })
      expect(threads).toBe(3)
      expect(await worker.terminate()).toBe(1)
    }
  })
})
