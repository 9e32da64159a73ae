import { describe, expect, it } from 'vitest'
import { addon } from './addon.ts'
import { NativeDataset, NativeNetwork, NativeTrainingLoop } from './index.ts'
import { smallDataset, smallLoop, smallNetwork } from './testing/border.ts'
import { errorOf } from './testing/refusal.ts'

const classes = [
  { Class: NativeNetwork, name: 'NativeNetwork', make: smallNetwork, other: smallDataset },
  { Class: NativeDataset, name: 'NativeDataset', make: smallDataset, other: smallNetwork },
  { Class: NativeTrainingLoop, name: 'NativeTrainingLoop', make: smallLoop, other: smallNetwork },
] as const

describe.each(classes)('$name', ({ Class, name, make, other }) => {
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(Class.prototype))
  const methods = descriptors.filter(([key, { value }]) => key !== 'constructor' && typeof value === 'function')
  const accessors = descriptors.filter(([, { get }]) => get !== undefined)

  it('has the members that its interface promises', () => {
    const promised = {
      NativeDataset: ['borrowed', 'classes', 'count', 'dispose', 'features'],
      NativeNetwork: [
        ...['cancel', 'dispose', 'evaluate', 'getParameters', 'gradient', 'layerStatistics', 'logits'],
        ...['numericalGradient', 'parameterCount', 'resetOptimizer', 'setParameters', 'swapAverage', 'trainSteps'],
        'trainingThreads',
      ],
      NativeTrainingLoop: [
        ...['backward', 'dispose', 'forward', 'gradient', 'loss', 'nonFiniteIn', 'outputs', 'setOutputGradient'],
        ...['step', 'threads'],
      ],
    }
    expect([...methods, ...accessors].map(([key]) => key).toSorted()).toEqual(promised[name])
    expect(accessors.every(([, { set }]) => set === undefined)).toBe(true)
  })

  it('checks the `this` of every method and accessor', async () => {
    const receivers = [undefined, null, 3, 'text', Symbol('s'), {}, [], Class, Class.prototype, other(), globalThis]
    for (const receiver of [...receivers, Object.create(make()), new Proxy(make(), {})]) {
      for (const [, { value, get }] of [...methods, ...accessors]) {
        const error = await errorOf(() => Reflect.apply(value ?? get, receiver, []))
        expect(error).toBeInstanceOf(TypeError)
        expect(error.message).toMatch(
          get ? new RegExp(`^${name}: this: expected a ${name}, received`) : /Illegal invocation/,
        )
      }
    }
  })

  it('is constructed with new alone', async () => {
    for (const receiver of [undefined, {}, make(), other()]) {
      const error = await errorOf(() => Reflect.apply(Class as never, receiver, [{}]))
      expect(error).toBeInstanceOf(TypeError)
      expect(error.message).toContain("without 'new'")
    }
  })

  it('cannot have its accessors assigned to', async () => {
    for (const [key] of accessors) {
      expect(await errorOf(() => Object.assign(make(), { [key]: 5 }))).toBeInstanceOf(TypeError)
    }
  })

  it('leaves nothing behind when its constructor throws', async () => {
    for (let i = 0; i < 1000; i++) expect((await errorOf(() => new Class({} as never))).message).toContain(`${name}: `)
  })
})

it('a subclass has methods, accessors and fields of its own, and can be used as its base', async () => {
  class Named extends NativeNetwork {
    readonly name = 'mine'
    override get parameterCount() {
      return super.parameterCount + 0
    }
  }
  const layers = [{ units: 2, activation: 'identity', bias: true }] as const
  const network = new Named({ dtype: 'float64', inputs: 3, layers })
  expect([network.name, network.parameterCount, network instanceof NativeNetwork]).toEqual(['mine', 8, true])
  class Samples extends NativeDataset {}
  const dataset = new Samples({ inputs: new Uint8Array(6), features: 3, labels: new Uint8Array(2) })
  expect(await network.evaluate({ dataset })).toMatchObject({ count: 2, correct: 2 })
})

it('an object made through Reflect.construct with another prototype is still one of the class', () => {
  const options = { dtype: 'float64', inputs: 3, layers: [{ units: 2, activation: 'identity', bias: true }] }
  const network: unknown = Reflect.construct(NativeNetwork, [options], Array)
  expect(network).toBeInstanceOf(Array)
  expect(NativeNetwork.prototype.getParameters.call(network as NativeNetwork)).toEqual(new Float64Array(8))
})

it('a network is no data set and cannot be copied to another thread', async () => {
  const network = smallNetwork()
  const error = await errorOf(() => network.evaluate({ dataset: network as never }))
  expect(error.message).toBe('evaluate: dataset: expected a NativeDataset, received an object')
  const copy = structuredClone(smallDataset())
  expect((await errorOf(() => network.evaluate({ dataset: copy }))).message).toContain('expected a NativeDataset')
})

it('the addon exports what its interface promises, and nothing more', () => {
  expect(Object.keys(addon).toSorted()).toEqual([
    ...[
      'Dataset',
      'Network',
      'TrainingLoop',
      'activate',
      'activateBackward',
      'augment',
      'backendInfo',
      'fillNormal',
      'fillUniform',
    ],
    ...['gather', 'gemm', 'permutation', 'sgd', 'softmaxCrossEntropy'],
  ])
})

it('functions of the addon can be called with any `this` and as callbacks', () => {
  const { permutation } = addon
  for (const receiver of [undefined, null, 3, smallNetwork()]) {
    expect(permutation.call(receiver as never, { count: 1, seed: 1, stream: 1 })).toEqual(Uint32Array.of(0))
  }
  expect(
    () => new (permutation as never as new (options: object) => object)({ count: 1, seed: 1, stream: 1 }),
  ).not.toThrow()
})
