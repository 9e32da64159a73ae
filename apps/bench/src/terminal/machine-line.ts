import type { Machine } from '../results/document.ts'
import { counted } from './format.ts'

/** What everything ran on, in one or two lines. */
export function machineLines({ cpu, openblas, simd, node, loadAverage }: Machine): string {
  const load = loadAverage[0] ?? 0
  const busy = load > 0.5 ? `, load ${load.toFixed(1)} before the first measurement` : ''
  return (
    `${cpu.model}, ${counted(cpu.cores, 'core')}${busy}\n` +
    `OpenBLAS ${openblas.version} (${openblas.core}), vector kernels ${simd}, Node.js ${node}\n`
  )
}
