import { writeFile } from 'node:fs/promises'
import type { Catalogue } from '@blasnet/report'

/** Three small networks, the second of which has its layers watched; batches of 10 make 6 steps an epoch on toy data. */
export function toyCatalogue(data: string, change: Partial<Catalogue> = {}): Catalogue {
  return {
    version: 1,
    title: 'Toys',
    config: { data, hidden: [8], activation: 'tanh', batchSize: 10, epochs: 6, learningRate: 0.1, patience: 50 },
    networks: [
      { id: 'plain', label: 'plain', slot: 0, config: { activation: 'sigmoid' } },
      { id: 'deep', label: 'deep', slot: 1, diagnostics: true, config: { hidden: [6, 5] } },
      { id: 'wide', label: 'wide', slot: 2, config: { hidden: [12], momentum: 0.9 } },
    ],
    tasks: [
      { id: '1', kind: 'normalisation', title: 'The data' },
      {
        id: '2',
        kind: 'gradient-check',
        title: 'The gradients',
        check: { config: { activation: 'tanh' }, samples: 20, parameters: 'all' },
      },
      { id: '3a', kind: 'comparison', title: 'Plain against wide', networks: ['plain', 'wide'] },
      { id: '3b', kind: 'depth-analysis', title: 'Deep', networks: ['deep', 'plain'] },
    ],
    ...change,
  }
}

export async function writeToyCatalogue(file: string, data: string, change: Partial<Catalogue> = {}): Promise<void> {
  await writeFile(file, JSON.stringify(toyCatalogue(data, change)))
}
