import type { Dataset } from '@blasnet/datasets'
import type { PeerData } from '../peers/prepare.ts'

/** Pictures of three by three with a bright pixel that tells the class, and some noise. */
export function toyDataset(count: number, name = 'toy'): Dataset {
  const [features, classes] = [9, 3]
  const inputs = new Uint8Array(count * features)
  const labels = new Uint8Array(count)
  let state = 1
  const random = (below: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
  for (let i = 0; i < count; i++) {
    labels[i] = random(classes)
    for (let k = 0; k < features; k++) inputs[i * features + k] = random(100) + (k % classes === labels[i] ? 100 : 0)
  }
  return { name, inputs, labels, count, features, classes }
}

export const toyData: PeerData = { train: toyDataset(200), validation: toyDataset(60, 'validation') }
