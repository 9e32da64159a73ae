import { describe, expect, it } from 'vitest'
import { activate, NativeNetwork } from './index.ts'
import { detach } from './testing/arrays.ts'
import { errorOf } from './testing/refusal.ts'

const layer = { units: 2, activation: 'identity', bias: false }
const make = (change: object, first: object = layer) =>
  new NativeNetwork({ dtype: 'float32', inputs: 3, layers: [first, { ...layer, ...change }] } as never)

describe('a layer', () => {
  it.each([
    [{ dropout: 1 }, 'layers[1]: dropout: expected a number from 0 to below 1, received 1'],
    [{ dropout: -1e-9 }, 'layers[1]: dropout: expected a number from 0 to below 1, received -1e-9'],
    [{ l1: -1e-9 }, 'layers[1]: l1: expected a number of at least 0 that float32 can hold, received -1e-9'],
    [{ l2: 1e39 }, 'layers[1]: l2: expected a number of at least 0 that float32 can hold, received 1e+39'],
    [{ batchNorm: { momentum: 1.5 } }, 'layers[1].batchNorm: momentum: expected a number from 0 to 1, received 1.5'],
    [{ batchNorm: { momentum: -1 } }, 'layers[1].batchNorm: momentum: expected a number from 0 to 1, received -1'],
    [
      { batchNorm: { epsilon: 1e-45 } },
      'layers[1].batchNorm: epsilon: expected a finite number of at least 1.2e-38, received 1e-45',
    ],
    [{ batchNorm: true }, 'layers[1].batchNorm: options: expected an object, received true'],
    [{ batchNorm: null }, 'layers[1].batchNorm: options: expected an object, received null'],
    [{ activation: { kind: 'elu', alpha: -1 } }, 'layers[1]: activation: alpha: expected a finite number above 0,'],
    [{ activation: { slope: 0.1 } }, 'layers[1]: activation: expected one of'],
    [{ activation: { kind: 'elu', slope: 1 } }, "layers[1]: activation: slope: expected nothing beside kind 'elu',"],
    [{ activation: ['elu'] }, 'layers[1]: activation: expected one of'],
  ])('is refused with %o', async (change, message) => {
    const error = await errorOf(() => make(change))
    expect(error.message).toContain(`NativeNetwork: ${message}`)
    expect(error).toHaveProperty('code', 'ERR_BLASNET_OPTION')
  })

  it('takes the ends of every range', () => {
    for (const change of [
      { dropout: 0 },
      { dropout: 1 - 2 ** -53 },
      { l1: 0, l2: 3e38 },
      { batchNorm: { momentum: 0 } },
      { batchNorm: { momentum: 1, epsilon: 1e-37 } },
      { batchNorm: undefined },
      { activation: { kind: 'leaky-relu', slope: 0 } },
      { activation: { kind: 'elu' } },
    ]) {
      make(change).dispose()
    }
  })

  it('counts what a batch normalisation holds', () => {
    expect(make({}).parameterCount).toBe(6 + 4)
    const normalised = make({ batchNorm: {} })
    // γ, β, running mean and running variance
    expect([...normalised.getParameters()]).toEqual([...Array(10).fill(0), 1, 1, 0, 0, 0, 0, 1, 1])
  })

  it('drops inputs with a probability from 0 to below 1', async () => {
    for (const inputDropout of [1, -1e-9]) {
      const error = await errorOf(
        () => new NativeNetwork({ dtype: 'float32', inputs: 3, layers: [layer], inputDropout } as never),
      )
      expect(error.message).toBe(
        `NativeNetwork: inputDropout: expected a number from 0 to below 1, received ${inputDropout}`,
      )
    }
  })
})

describe('getters of an activation', () => {
  it('may not detach the arrays beside it', async () => {
    const z = Float32Array.of(1, 2)
    const activation = {
      kind: 'elu',
      get alpha() {
        detach(z)
        return 1
      },
    } as const
    const error = await errorOf(() => activate(activation, z))
    expect(error.message).toMatch(/detached|length 0/)
  })

  it('are each read once, whatever a proxy says the second time', () => {
    const reads: string[] = []
    const kinds = ['elu', 'leaky-relu']
    const handler: ProxyHandler<object> = {
      get: (_, key) => {
        reads.push(String(key))
        return key === 'kind' ? kinds.shift() : undefined
      },
      has: () => true,
    }
    make({ activation: new Proxy({}, handler) }).dispose()
    expect(reads.toSorted()).toEqual(['alpha', 'kind', 'slope'])
  })

  it('pass on what they throw', async () => {
    const thrown = new Error('from slope')
    const activation = {
      kind: 'leaky-relu',
      get slope() {
        throw thrown
      },
    }
    expect(await errorOf(() => make({ activation }))).toBe(thrown)
  })
})
