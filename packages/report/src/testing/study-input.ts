import { readCatalogue, studyCatalogueFile } from '../catalogue/read.ts'
import { networkConfig, networkSeeds } from '../catalogue/select.ts'
import type { GradientCheckRecord, ReportInput, RunRecord } from '../input.ts'
import { syntheticHistory } from './synthetic-history.ts'
import { layerShapes, syntheticDiagnostics } from './synthetic-layers.ts'

/** How the study's networks do, roughly: accuracy, training accuracy, lowest loss, epochs, pace. */
const outcomes: Readonly<Record<string, readonly [number, number, number, number, number]>> = {
  baseline: [0.918, 0.983, 0.3, 47, 5],
  init: [0.96, 0.999, 0.135, 41, 3],
  sigmoid: [0.964, 1, 0.131, 18.6, 1.2],
  all: [0.963, 1, 0.14, 16.2, 1.2],
  narrow: [0.948, 0.994, 0.187, 15.4, 1.3],
  wide: [0.97, 1, 0.115, 16.8, 1.1],
  'two-layers': [0.965, 1, 0.147, 15.8, 1.2],
  'ten-layers': [0.946, 0.979, 0.195, 21, 2],
}

const explaining = [0.96, 0.99, 0.15, 12, 1.5] as const

export interface StudyInputOptions {
  readonly seeds?: readonly number[]
  readonly only?: readonly string[]
}

/** A whole report's input on the study's own catalogue, with made-up runs; the same every time. */
export async function studyInput({ seeds = [1], only }: StudyInputOptions = {}): Promise<ReportInput> {
  const catalogue = await readCatalogue(studyCatalogueFile())
  const runs = catalogue.networks.flatMap((network, index) => {
    return networkSeeds(network, seeds).map((seed): RunRecord => {
      const [accuracy, trainAccuracy, loss, epochs, pace] = outcomes[network.id] ?? explaining
      const { hidden = [], activation } = networkConfig(catalogue, network)
      const layers = layerShapes(hidden, typeof activation === 'object' ? activation.kind : activation)
      const parameters = layers.reduce((sum, { inputs, units, bias }) => sum + (inputs + (bias ? 1 : 0)) * units, 0)
      const history = syntheticHistory({
        seed: seed * 100 + index,
        parameters,
        accuracy: accuracy + 0.001 * ((seed % 3) - 1),
        trainAccuracy,
        loss,
        epochs: epochs + 0.4 * (seed % 3),
        pace,
      })
      const factor = network.id === 'ten-logistic' ? 0.25 : 1.05
      return {
        network: network.id,
        seed,
        status: 'finished',
        folder: `runs/${network.id}-${seed}`,
        history,
        layers,
        ...(network.diagnostics && { diagnostics: syntheticDiagnostics(layers, history, factor) }),
      }
    })
  })
  return {
    catalogue,
    seeds,
    runs,
    gradientChecks: [gradientCheck('2b', '784-64-10', 50_880), gradientCheck('4c', '784-64-64-10', 54_976)],
    data: {
      name: 'MNIST',
      classes: 10,
      features: 784,
      train: { count: 20_000, mean: 33.5527, std: 78.8755, zeroShare: 0.808 },
      validation: { count: 10_000, mean: 33.7912, std: 79.1725, zeroShare: 0.807 },
      images: [0, 1, 2].map(label => ({ label, width: 28, height: 28, pixels: disc(4 + 3 * label) })),
    },
    machine: { cpu: { model: 'Example CPU', cores: 2 }, memory: 2 ** 34, node: '20.20.0', blasnet: '0.1.0' },
    seconds: { total: 34 },
    jobs: 2,
    startedAt: '2026-11-23T12:00:00.000Z',
    resumeCommand: 'blasnet report --resume --out runs/report',
    ...(only && { only }),
  }
}

function gradientCheck(task: string, network: string, parameters: number): GradientCheckRecord {
  const worst = { index: 7, analytic: -0.0029118085, numeric: -0.002911829 }
  return {
    task,
    status: 'finished',
    network,
    parameters,
    loss: 2.4,
    epsilon: 0.001,
    samples: 100,
    checked: parameters,
    largestDifference: 2.05e-8,
    tensors: [{ name: 'layers.0.weight', shape: [64, 784], checked: 50_176, largestDifference: 2.05e-8, worst }],
    seconds: 1.5,
  }
}

/** A filled circle on 28 × 28 pixels. */
function disc(radius: number): number[] {
  return Array.from({ length: 784 }, (_, index) => {
    const distance = Math.hypot((index % 28) - 13.5, Math.floor(index / 28) - 13.5)
    return Math.round(255 * Math.min(1, Math.max(0, radius - distance + 0.5)))
  })
}
