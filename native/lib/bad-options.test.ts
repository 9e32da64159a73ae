import { describe, expect, it } from 'vitest'
import { detach, resizable } from './testing/arrays.ts'
import { type Arguments, functions, smallDataset, smallNetwork } from './testing/border.ts'
import { errorOf, expectRefusal, refusalOf } from './testing/refusal.ts'

const withOptions = functions.filter(({ positional }) => !positional)

describe.each(withOptions)('options of $name', callee => {
  it('are an object', async () => {
    if (callee.optional) await callee.call(undefined as never)
    const options = [
      ...(callee.optional ? [] : [undefined]),
      null,
      true,
      3,
      'abc',
      3n,
      Symbol('s'),
      () => 0,
      [],
      [callee.valid()],
      new Float32Array(3),
    ]
    for (const value of options) await expectRefusal(callee, value as never, 'options', TypeError)
  })

  it.each([
    ['an empty object', {}],
    ['a DataView', new DataView(new ArrayBuffer(8))],
    ['a Map', new Map()],
    ['a promise', Promise.resolve({})],
    ['an ArrayBuffer', new ArrayBuffer(8)],
  ])('are not %s, where any is needed', async (_, value) => {
    if (callee.allOptional) return void (await callee.call(value as never))
    const error = await refusalOf(callee, value as never)
    expect(error.message).toContain(`${callee.name}: `)
    expect(error.message).toMatch(/expected .+, received undefined$/)
  })

  it('are known by name', async () => {
    const args = { ...callee.valid(), learning_rate: 1 }
    const message = await expectRefusal(callee, args, 'options', RangeError, "property 'learning_rate'")
    for (const key of Object.keys(callee.valid())) expect(message).toContain(`'${key}'`)
    await expectRefusal(callee, { ...callee.valid(), 7: undefined }, 'options', RangeError, "property '7'")
    await expectRefusal(callee, Object.assign(Object.create({ inherited: 1 }), callee.valid()), 'options', RangeError)
  })

  it('may have symbols and properties that are not enumerable, a null prototype, or inherit their values', async () => {
    const hidden = Object.defineProperty({ ...callee.valid(), [Symbol('s')]: 1 }, 'hidden', { value: 1 })
    await callee.call(hidden)
    await callee.call(Object.assign(Object.create(null), callee.valid()))
    await callee.call(Object.create(callee.valid()))
    await callee.call(new Proxy(callee.valid(), {}))
    await callee.call(Object.freeze(callee.valid()))
  })

  it('pass on what a getter or a proxy throws', async () => {
    for (const key of Object.keys(callee.valid())) {
      const thrown = new Error(`from ${key}`)
      const args = Object.defineProperty(callee.valid(), key, {
        enumerable: true,
        get: () => {
          throw thrown
        },
      })
      expect(await refusalOf(callee, args)).toBe(thrown)
    }
    for (const trap of ['get', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf'] as const) {
      const thrown = new Error(`from ${trap}`)
      const handler = {
        [trap]: () => {
          throw thrown
        },
      }
      expect(await errorOf(() => callee.call(new Proxy(callee.valid(), handler)))).toBe(thrown)
    }
    const { proxy, revoke } = Proxy.revocable(callee.valid(), {})
    revoke()
    expect(await errorOf(() => callee.call(proxy))).toBeInstanceOf(TypeError)
  })

  it('pass on what a getter throws that is no error', async () => {
    const args = Object.defineProperty(callee.valid(), Object.keys(callee.valid())[0]!, {
      enumerable: true,
      get: () => {
        throw 42
      },
    })
    const thrown = await (async () => callee.call(args))().catch((reason: unknown) => reason)
    expect(thrown).toBe(42)
  })

  it('are each read once', async () => {
    const reads: string[] = []
    const handler: ProxyHandler<Arguments> = {
      get: (target, key) => {
        reads.push(String(key))
        return Reflect.get(target, key)
      },
    }
    await callee.call(new Proxy(callee.valid(), handler))
    expect(reads.toSorted()).toEqual(Object.keys(callee.valid()).toSorted())
  })
})

describe.each(withOptions.filter(({ arrays }) => Object.keys(arrays).length > 0))('a getter in $name', callee => {
  /** For every array and every other property: options where `act` happens to the array when the property is read. */
  function* hostile(prepare: (array: Float32Array<ArrayBuffer>) => { array: ArrayBufferView; act: () => void }) {
    for (const victim of Object.keys(callee.arrays)) {
      for (const key of Object.keys(callee.valid()).filter(key => key !== victim)) {
        const valid = callee.valid()
        const { array, act } = prepare(valid[victim] as Float32Array<ArrayBuffer>)
        const value = valid[key]
        const get = () => {
          act()
          return value
        }
        const args = Object.defineProperty({ ...valid, [victim]: array }, key, { enumerable: true, get })
        yield { victim, args, type: array.constructor.name }
      }
    }
  }

  it('may not detach an array on the way', async () => {
    for (const { victim, args, type } of hostile(array => ({ array, act: () => detach(array) }))) {
      await expectRefusal(callee, args, victim, RangeError, `a ${type} whose buffer is detached`)
    }
  })

  it('may not take the memory of an array away on the way', async () => {
    const inResizableMemory = (whole: Float32Array<ArrayBuffer>) => {
      const buffer = resizable(8 + whole.byteLength, 1000)
      const array = new (whole.constructor as Float32ArrayConstructor)(buffer, 8, whole.length)
      array.set(whole)
      return { array, act: () => buffer.resize(0) }
    }
    for (const { victim, args, type } of hostile(inResizableMemory)) {
      await expectRefusal(callee, args, victim, RangeError, `a ${type} whose buffer has shrunk below it`)
    }
  })
})

describe('a getter among the options of an asynchronous method', () => {
  const methods = functions.filter(({ objects }) => objects?.includes('dataset'))

  it.each(methods)('of $name may dispose of the network', async ({ name, valid }) => {
    const network = smallNetwork()
    const { dataset, ...rest } = valid()
    const options = {
      ...rest,
      get dataset() {
        network.dispose()
        return dataset
      },
    }
    const call = Reflect.get(network, name) as (options: unknown) => Promise<unknown>
    const error = await errorOf(() => call.call(network, options))
    expect(error.message).toBe(`${name}: the network has been disposed`)
    expect(error).toHaveProperty('code', 'ERR_BLASNET_DISPOSED')
  })

  it.each(methods)('of $name may dispose of the data set', async ({ name, valid }) => {
    const network = smallNetwork()
    const dataset = smallDataset()
    const options = Object.defineProperties(valid(), {
      dataset: {
        enumerable: true,
        get: () => {
          dataset.dispose()
          return dataset
        },
      },
    })
    const call = Reflect.get(network, name) as (options: unknown) => Promise<unknown>
    const error = await errorOf(() => call.call(network, options))
    expect(error.message).toBe(`${name}: dataset: it has been disposed`)
    expect(error).toHaveProperty('code', 'ERR_BLASNET_DISPOSED')
  })

  it('may start work on the same network, which runs first', async () => {
    const network = smallNetwork()
    const dataset = smallDataset()
    const settled: string[] = []
    const note = (name: string) => () => settled.push(name)
    let inner: Promise<unknown> | undefined
    const outer = network.evaluate({
      get dataset() {
        inner ??= network.logits({ dataset }).then(note('inner'))
        return dataset
      },
    })
    await outer.then(note('outer'))
    await inner
    expect(settled).toEqual(['inner', 'outer'])
  })
})

it('a list of layers that grows or shrinks while it is read is read as long as it was', async () => {
  const callee = functions.find(({ name }) => name === 'NativeNetwork')!
  const layer = { units: 2, activation: 'identity', bias: false }
  const layers: object[] = [layer]
  layers[0] = {
    ...layer,
    get units() {
      layers.push(layers[0]!)
      return 2
    },
  }
  await callee.call({ ...callee.valid(), layers })
  const shrinking: object[] = [layer, layer]
  shrinking[0] = {
    ...layer,
    get units() {
      shrinking.length = 1
      return 2
    },
  }
  const error = await errorOf(() => callee.call({ ...callee.valid(), layers: shrinking }))
  expect(error.message).toBe('NativeNetwork: layers[1]: options: expected an object, received undefined')
})
