import { type Dataset, firstSamples, loadMnist } from '@blasnet/datasets'
import { type DType, gemm } from '@blasnet/native'
import { kernelsFigures } from '../figures/kernels-figure.ts'
import { type CGemm, startCGemm } from '../measure/c-gemm.ts'
import { timed } from '../measure/interleave.ts'
import { dtypeName } from '../measure/network-name.ts'
import { pace, type Repeated } from '../measure/pace.ts'
import { type EngineProduct, engineProducts, fullNetworks, productKey, quickNetworks } from './engine-products.ts'
import { kernelCalls } from './kernel-calls.ts'
import { renderKernels } from './kernels-table.ts'
import { measurePlanned } from './measure-planned.ts'
import type { RunContext, SuiteRun } from './suite-run.ts'
import { type Planned, planYardsticks } from './yardsticks.ts'

export interface KernelsOptions {
  readonly dtypes: readonly DType[]
  readonly rounds: number
  /** Seconds that a sample is to take. */
  readonly sampleSeconds: number
  readonly quick: boolean
}

const samples = 20_000

/** Every kernel, and every matrix product of a training step, against plain C and the peak. */
export function kernelsRun(options: KernelsOptions): SuiteRun {
  let withoutC: string | undefined
  return {
    suite: 'kernels',
    measure: async context => {
      const found = await measureKernels(options, context)
      withoutC = found.withoutC
      return found.results
    },
    render: results => renderKernels(results, withoutC),
    figures: kernelsFigures,
  }
}

async function measureKernels(options: KernelsOptions, context: RunContext) {
  const { dtypes, quick, rounds } = options
  context.progress('kernels: compiling the C program')
  const c = await startCGemm()
  context.progress('kernels: reading MNIST')
  const data = firstSamples((await loadMnist()).train, samples)
  const yardsticks = await planYardsticks({ suite: 'kernels', dtypes, threads: [1], copy: true, quick })
  try {
    context.progress('kernels: preparing')
    const program = typeof c === 'string' ? undefined : c
    const planned = [
      ...(await planKernels(options, data, context)),
      ...(await planProducts(options, program, context)),
      ...yardsticks.planned,
    ]
    const results = await measurePlanned(planned, rounds, 'kernels', context)
    return { results, withoutC: typeof c === 'string' ? c : undefined }
  } finally {
    await yardsticks.stop()
    if (typeof c !== 'string') c.stop()
  }
}

async function planKernels(options: KernelsOptions, data: Dataset, { signal }: RunContext): Promise<Planned[]> {
  const planned: Planned[] = []
  for (const dtype of options.dtypes) {
    for (const { kernel, size, elements, bytes, call } of kernelCalls(dtype, data, options.quick ? 'quick' : 'full')) {
      if (signal.aborted) return planned
      const { repeats, measure } = await pace(repeated(call), options.sampleSeconds)
      planned.push({
        measure,
        result: {
          id: `kernels/${kernel.replaceAll(' ', '-')}/${size.replaceAll('×', 'x').replaceAll(',', '')}/${dtypeName(dtype)}`,
          suite: 'kernels',
          setup: { kind: 'kernel', kernel, size, elements, dtype, threads: 1 },
          work: { steps: repeats, bytes: repeats * bytes },
        },
      })
    }
  }
  return planned
}

async function planProducts(options: KernelsOptions, c: CGemm | undefined, { signal }: RunContext): Promise<Planned[]> {
  const planned: Planned[] = []
  for (const dtype of options.dtypes) {
    for (const product of engineProducts(options.quick ? quickNetworks : fullNetworks)) {
      if (signal.aborted) return planned
      const own = await pace(repeated(productCall(product, dtype)), options.sampleSeconds)
      planned.push({ measure: own.measure, result: describeProduct(product, dtype, own.repeats, 'blasnet') })
      if (c === undefined) continue
      const { repeats, measure } = await pace(count => c.time(product, dtype, count), options.sampleSeconds)
      planned.push({ measure, result: describeProduct(product, dtype, repeats, 'C') })
    }
  }
  return planned
}

function describeProduct(
  product: EngineProduct,
  dtype: DType,
  repeats: number,
  by: 'blasnet' | 'C',
): Planned['result'] {
  const { role, network, batchSize, m, n, k } = product
  const suffix = by === 'C' ? '/c' : ''
  return {
    id: `kernels/gemm/${productKey(product)}/${dtypeName(dtype)}${suffix}`,
    suite: 'kernels',
    setup: { kind: 'product', role, network, batchSize, m, n, k, by, dtype, threads: 1 },
    work: { steps: repeats, flops: repeats * 2 * m * n * k },
  }
}

function productCall({ m, n, k, transposeA, transposeB }: EngineProduct, dtype: DType): () => void {
  const array = (length: number, value: number) => {
    return dtype === 'float32' ? new Float32Array(length).fill(value) : new Float64Array(length).fill(value)
  }
  const options = { m, n, k, a: array(m * k, 0.5), b: array(k * n, 0.25), c: array(m * n, 0), transposeA, transposeB }
  return () => gemm(options)
}

function repeated(call: () => unknown): Repeated {
  return repeats =>
    timed(() => {
      for (let i = 0; i < repeats; i++) call()
    })
}
