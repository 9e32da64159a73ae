import type { Network } from '@blasnet/core'
import { thousands } from '../train/format.ts'

/** `784-64-10, 50,880 parameters, float32` */
export function describeNetwork(network: Pick<Network, 'inputs' | 'layers' | 'parameterCount' | 'dtype'>): string {
  return `${architectureText(network)}, ${thousands(network.parameterCount)} parameters, ${network.dtype}`
}

/** Units of every layer from the inputs on: `784-64-10`. Many equal layers are counted: `784-64x10-10`. */
export function architectureText({ inputs, layers }: Pick<Network, 'inputs' | 'layers'>): string {
  const runs: { units: number; times: number }[] = []
  for (const units of [inputs, ...layers.map(layer => layer.units)]) {
    const last = runs.at(-1)
    if (last?.units === units) last.times++
    else runs.push({ units, times: 1 })
  }
  return runs
    .flatMap(({ units, times }) => (times > 3 ? [`${units}x${times}`] : Array<string>(times).fill(String(units))))
    .join('-')
}
