import type { Result } from '../results/document.ts'
import { counted } from '../terminal/format.ts'

type Setup = Result['setup']

const varied = ['width', 'batchSize', 'dtype', 'threads'] as const

/** Results that differ from the first of all in one thing at most, depth aside: what a figure has room for. */
export function aroundFirst(results: readonly Result[]): Result[] {
  const first = results[0]?.setup
  return results.filter(({ setup }) => varied.filter(key => setup[key] !== first?.[key]).length <= 1)
}

/** `width 64, batch 32, float32, 1 thread` */
export function baseText(setup: Setup): string {
  return varied.map(key => textOf(setup, key)).join(', ')
}

/** What differs from the base setting, `batch 256`; undefined where nothing does. */
export function differenceText(setup: Setup, base: Setup): string | undefined {
  const differing = varied.filter(key => setup[key] !== undefined && setup[key] !== base[key])
  return differing.length === 0 ? undefined : differing.map(key => textOf(setup, key)).join(', ')
}

function textOf(setup: Setup, key: (typeof varied)[number]): string {
  if (key === 'width') return `width ${setup.width}`
  if (key === 'batchSize') return `batch ${setup.batchSize}`
  return key === 'threads' ? counted(Number(setup.threads), 'thread') : String(setup.dtype)
}
