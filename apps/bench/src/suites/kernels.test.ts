import { createDataset } from '@blasnet/datasets'
import { describe, expect, it } from 'vitest'
import { kernelsFigures } from '../figures/kernels-figure.ts'
import { type Product, startCGemm } from '../measure/c-gemm.ts'
import type { Result } from '../results/document.ts'
import { textProblems } from '../testing/svg-texts.ts'
import { engineProducts, fullNetworks, productKey, quickNetworks } from './engine-products.ts'
import { kernelCalls } from './kernel-calls.ts'
import { renderKernels } from './kernels-table.ts'

describe('engineProducts', () => {
  it('lists forward, weight gradient and, but for the first layer, input gradient', () => {
    const products = engineProducts([{ widths: [784, 64, 10], batchSize: 32 }])
    expect(products.map(productKey)).toEqual([
      'forward/32x64x784',
      'weight-gradient/784x64x32',
      'forward/32x10x64',
      'weight-gradient/64x10x32',
      'input-gradient/32x64x10',
    ])
    expect(products.map(({ transposeA, transposeB }) => [transposeA, transposeB])).toEqual([
      [false, false],
      [true, false],
      [false, false],
      [true, false],
      [false, true],
    ])
  })
  it('has none twice', () => {
    const keys = engineProducts(fullNetworks).map(productKey)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toContain('input-gradient/128x2048x2048')
    expect(quickNetworks.map(({ widths }) => widths[1])).toEqual([64, 32, 128, 64, 800])
  })
})

describe('kernelCalls', () => {
  const data = createDataset({
    name: 'made up',
    inputs: new Uint8Array(2000 * 784).fill(7),
    labels: new Uint8Array(2000).map((_, i) => i % 10),
    features: 784,
    classes: 10,
  })
  it.each(['float32', 'float64'] as const)('can be made any number of times, each of its own name: %s', dtype => {
    const calls = kernelCalls(dtype, data, 'quick')
    for (const { call } of calls) for (let i = 0; i < 20; i++) call()
    expect(new Set(calls.map(({ kernel, size }) => `${kernel} ${size}`)).size).toBe(calls.length)
    const size = dtype === 'float32' ? 4 : 8
    expect(calls.find(({ kernel }) => kernel === 'sgd')?.bytes).toBe(5 * size * 50_816)
    expect(calls.find(({ kernel }) => kernel === 'gather')?.bytes).toBe((1 + size) * 32 * 784)
  })
})

describe('startCGemm', () => {
  const product: Product = { m: 64, n: 48, k: 32, transposeA: false, transposeB: true }

  it('times products in a process of its own, or says why it cannot', async () => {
    const c = await startCGemm()
    if (typeof c === 'string') {
      expect(c).toMatch(/no C compiler|no pkg-config|does not know openblas/)
      return
    }
    const [few, many] = [await c.time(product, 'float64', 200), await c.time(product, 'float64', 20_000)]
    expect(few).toBeGreaterThan(0)
    expect(many / few).toBeGreaterThan(10)
    c.stop()
    await expect(c.time(product, 'float32', 1_000_000_000)).rejects.toThrow()
  })

  it.each([
    [{ PATH: '/nowhere' }, 'there is no pkg-config'],
    [{ ...process.env, CC: '/no/compiler' }, 'there is no C compiler (/no/compiler)'],
    [{ ...process.env, CC: 'false' }, 'false fails'],
    [{ ...process.env, PKG_CONFIG_LIBDIR: '/nowhere', PKG_CONFIG_PATH: '' }, 'pkg-config does not know openblas'],
    [{ ...process.env, CC: 'true' }, 'the C program does not run: '],
  ])('goes without where something is missing: %#', async (env, reason) => {
    expect(await startCGemm(env)).toContain(reason)
  })
})

const peak: Result = {
  id: 'kernels/peak/gemm-2048/f32/t1',
  suite: 'kernels',
  setup: { kind: 'gemm', size: 2048, dtype: 'float32', threads: 1 },
  work: { flops: 1e11 },
  seconds: [1, 1],
}
const copy: Result = { ...peak, id: 'copy', setup: { kind: 'copy', threads: 1 }, work: { bytes: 4e10 } }
const products = engineProducts(fullNetworks).flatMap(product =>
  (['blasnet', 'C'] as const).map((by): Result => {
    const { role, network, batchSize, m, n, k } = product
    return {
      id: `kernels/gemm/${productKey(product)}/f32${by === 'C' ? '/c' : ''}`,
      suite: 'kernels',
      setup: { kind: 'product', role, network, batchSize, m, n, k, by, dtype: 'float32', threads: 1 },
      work: { steps: 10, flops: 20 * m * n * k },
      seconds: [by === 'C' ? 2e-10 * m * n * k : 3e-10 * m * n * k + 3e-5, 1],
    }
  }),
)
const kernel: Result = {
  id: 'kernels/sigmoid/32x64/f32',
  suite: 'kernels',
  setup: {
    kind: 'kernel',
    kernel: 'improved-sigmoid backward',
    size: '1024×2048',
    elements: 2048,
    dtype: 'float32',
    threads: 1,
  },
  work: { steps: 1000, bytes: 16_384_000 },
  seconds: [0.001, 0.001],
}

describe('renderKernels', () => {
  it('fits 100 columns', () => {
    const text = renderKernels([kernel, ...products, peak, copy])
    for (const line of text.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(100)
    expect(text).toMatch(/improved-sigmoid backward +1024×2048 +1\.00 µs +0\.0 +0\.488 +16\.4 +41\.0\n/)
    expect(text.match(/weight gradient/g)).toHaveLength(products.length / 2 - 26)
  })
  it('says in a line why there is no C', () => {
    const own = products.filter(({ setup }) => setup.by === 'blasnet')
    const text = renderKernels([...own, peak, copy], 'there is no C compiler (cc)')
    expect(text).toContain('\nWithout plain CBLAS calls from C: there is no C compiler (cc).\n')
    expect(text).toMatch(/forward +32×64×784 +784-64-10 +\S+ \S+ +\S+ +\S+ +\S+\n/)
  })
})

describe('kernelsFigures', () => {
  it('has a bar for each product and no text over another', () => {
    const [figure, ...others] = kernelsFigures([kernel, ...products, peak, copy])
    expect(others).toEqual([])
    expect(figure?.svg.match(/>forward /g)?.length).toBe(
      engineProducts(fullNetworks).filter(({ role }) => role === 'forward').length,
    )
    expect(textProblems(figure?.svg ?? '')).toEqual([])
    expect(kernelsFigures([peak])).toEqual([])
  })
})
