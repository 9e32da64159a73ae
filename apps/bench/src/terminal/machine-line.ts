import type { Machine } from '../results/document.ts'
import { counted } from './format.ts'

/** What everything ran on, in one or two lines. */
export function machineLines(machine: Machine): string {
  const { cpu, openblas, simd, node, loadAverage } = machine
  const load = loadAverage[0] ?? 0
  const busy = load > 0.5 ? `, load ${load.toFixed(1)} before the first measurement` : ''
  const environment = environmentText(machine)
  return (
    `${cpu.model}, ${counted(cpu.cores, 'core')}${busy}\n` +
    `OpenBLAS ${openblas.version} (${openblas.core}), vector kernels ${simd}, Node.js ${node}\n` +
    (environment === '' ? '' : `Set in the environment: ${environment}\n`)
  )
}

/** `OPENBLAS_CORETYPE=Haswell, OMP_NUM_THREADS=1` */
export function environmentText({ environment }: Machine): string {
  return Object.entries(environment)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')
}
