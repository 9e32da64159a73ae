import type { Dataset } from '../dataset.ts'
import { allocateShared } from '../shared-memory.ts'
import type { DrawBelow } from './random.ts'

/** Moves a uniformly random choice of `count` of the values to the front (a Fisher-Yates shuffle broken off early). */
export function drawToFront(values: Uint32Array, count: number, draw: DrawBelow): Uint32Array {
  for (let i = 0; i < count; i++) {
    const j = i + draw(values.length - i)
    const value = values[i] as number
    values[i] = values[j] as number
    values[j] = value
  }
  return values.subarray(0, count)
}

/** The samples that are marked and those that are not, each part in the order of `dataset`, copied to shared memory. */
export function divide(dataset: Dataset, chosen: Uint8Array, name: string): [Dataset, Dataset] {
  return [pick(dataset, chosen, 1, `${name}, part`), pick(dataset, chosen, 0, `${name}, rest`)]
}

function pick(dataset: Dataset, chosen: Uint8Array, mark: number, name: string): Dataset {
  const { features } = dataset
  let count = 0
  for (let i = 0; i < chosen.length; i++) if (chosen[i] === mark) count++
  const inputs = allocateShared(dataset.inputs, count * features)
  const labels = allocateShared(dataset.labels, count)
  for (let from = 0, to = 0; from < chosen.length; from++) {
    if (chosen[from] !== mark) continue
    inputs.set(dataset.inputs.subarray(from * features, (from + 1) * features), to * features)
    labels[to++] = dataset.labels[from] as number
  }
  return Object.freeze({ ...dataset, name, inputs, labels, count })
}
