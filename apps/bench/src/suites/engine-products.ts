import type { Product } from '../measure/c-gemm.ts'
import { networkName } from '../measure/network-name.ts'

/** A network whose matrix products are measured one by one. */
export interface MeasuredNetwork {
  readonly widths: readonly number[]
  readonly batchSize: number
}

/** The study's networks, and wide ones. */
export const fullNetworks: readonly MeasuredNetwork[] = [
  { widths: [784, 64, 10], batchSize: 32 },
  { widths: [784, 32, 10], batchSize: 32 },
  { widths: [784, 128, 10], batchSize: 32 },
  { widths: [784, 60, 60, 10], batchSize: 32 },
  { widths: [784, ...new Array<number>(10).fill(64), 10], batchSize: 32 },
  { widths: [784, 800, 800, 10], batchSize: 128 },
  { widths: [784, 2048, 2048, 2048, 10], batchSize: 128 },
]

export const quickNetworks = fullNetworks.filter(({ widths }) => [3, 4, 12].includes(widths.length) && widths[1] !== 60)

/** What a product computes for a layer. */
export type ProductRole = 'forward' | 'weight gradient' | 'input gradient'

export interface EngineProduct extends Product {
  readonly role: ProductRole
  /** The first network that makes it. */
  readonly network: string
  readonly batchSize: number
}

/**
 * The products of a training step, layer by layer, each once: forward Y = X·W, dW = Xᵀ·dZ, and of every layer but the
 * first dX = dZ·Wᵀ; X is [batch, inputs], W [inputs, units], dZ [batch, units].
 */
export function engineProducts(networks: readonly MeasuredNetwork[]): EngineProduct[] {
  const found = new Map<string, EngineProduct>()
  for (const { widths, batchSize } of networks) {
    const network = networkName(widths)
    for (const [layer, units] of widths.slice(1).entries()) {
      const inputs = widths[layer] as number
      const add = (role: ProductRole, product: Product) => {
        const key = productKey({ role, ...product })
        if (!found.has(key)) found.set(key, { role, network, batchSize, ...product })
      }
      add('forward', { m: batchSize, n: units, k: inputs, transposeA: false, transposeB: false })
      add('weight gradient', { m: inputs, n: units, k: batchSize, transposeA: true, transposeB: false })
      if (layer === 0) continue
      add('input gradient', { m: batchSize, n: inputs, k: units, transposeA: false, transposeB: true })
    }
  }
  return [...found.values()]
}

export function productKey({ role, m, n, k }: Product & { readonly role: ProductRole }): string {
  return `${role.replace(' ', '-')}/${m}x${n}x${k}`
}
