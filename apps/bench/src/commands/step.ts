import { checkInteger, checkNumber, checkOneOf } from '@blasnet/check'
import { firstSamples, loadMnist, normalisationStatistics } from '@blasnet/datasets'
import { backendInfo } from '@blasnet/native'
import { Command } from '@commander-js/extra-typings'
import { interleave } from '../measure/interleave.ts'
import { peakFlops, sgemmPeak } from '../measure/peak.ts'
import { type Summary, summarise } from '../measure/statistics.ts'
import { flopsPerSample, trainingEpoch } from '../measure/training-steps.ts'

const trainingSamples = 20_000

/** `bench step`: how much of the machine's matrix-product speed one training step reaches. */
export function stepCommand() {
  return new Command('step')
    .description(
      'Trains 784-HIDDEN-10 on MNIST on one thread, in turn with a 2048³ matrix product on one thread, and prints ' +
        'what share of that speed the training steps reach. Floating-point operations are those of the matrix ' +
        'products alone; gathering the batch, activations, loss and update are overhead that lowers the share.',
    )
    .option('--hidden <widths>', 'units of the hidden layers, separated by commas', '64')
    .option('--batch-size <n>', 'samples a step', '32')
    .option('--momentum <x>', 'momentum of the optimizer, 0 or above and below 1', '0.9')
    .option('--dtype <type>', 'float32 or float64', 'float32')
    .option('--rounds <n>', 'measurements of each, in turn', '15')
    .option('--json', 'print one JSON document with every sample')
    .exitOverride()
    .action(async flags => {
      const setup = {
        hidden: flags.hidden.split(',').map(text => checkInteger('--hidden', Number(text), { min: 1, max: 65_536 })),
        batchSize: checkInteger('--batch-size', Number(flags.batchSize), { min: 1, max: trainingSamples }),
        momentum: checkNumber('--momentum', Number(flags.momentum), { min: 0, max: 1, exclusiveMax: true }),
        dtype: checkOneOf('--dtype', flags.dtype, ['float32', 'float64']),
      }
      const rounds = checkInteger('--rounds', Number(flags.rounds), { min: 1, max: 1000 })
      const report = await measure(setup, rounds)
      process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : render(report))
    })
}

type Report = Awaited<ReturnType<typeof measure>>

async function measure(setup: Parameters<typeof trainingEpoch>[2], rounds: number) {
  const train = firstSamples((await loadMnist()).train, trainingSamples)
  const seconds = await interleave(
    {
      epoch: trainingEpoch(train, normalisationStatistics(train), setup),
      peak: sgemmPeak(setup.dtype),
    },
    rounds,
  )
  const widths = [train.features, ...setup.hidden, train.classes]
  const steps = Math.floor(train.count / setup.batchSize)
  const samples = steps * setup.batchSize
  const flops = flopsPerSample(widths)
  const training = seconds.epoch.map(s => (samples * flops) / s / 1e9)
  const peak = seconds.peak.map(s => peakFlops / s / 1e9)
  return {
    network: widths.join('-'),
    ...setup,
    rounds,
    kiloflopsPerSample: flops / 1e3,
    machine: backendInfo(),
    microsecondsPerStep: summarise(seconds.epoch.map(s => (s / steps) * 1e6)),
    samplesPerSecond: summarise(seconds.epoch.map(s => samples / s)),
    trainingGflops: summarise(training),
    peakGflops: summarise(peak),
    shareOfPeak: summarise(training.map((gflops, round) => gflops / (peak[round] as number))),
    seconds,
  }
}

function render(report: Report): string {
  const { openblas, simd } = report.machine
  const line = (name: string, { median, low, high }: Summary, digits: number, scale = 1) => {
    const text = (x: number) => (x * scale).toFixed(digits).padStart(9)
    return `${name.padEnd(34)}${text(median)}   ${text(low)} –${text(high)}\n`
  }
  const precision = report.dtype === 'float32' ? 'sgemm' : 'dgemm'
  return (
    `${report.network}, batch ${report.batchSize}, ${report.dtype}, momentum ${report.momentum}, one thread, ` +
    `${report.kiloflopsPerSample.toFixed(1)} kFLOP a sample\n` +
    `OpenBLAS ${openblas.version} (${openblas.core}), vector kernels ${simd}, ${report.rounds} rounds in turn\n\n` +
    `${''.padEnd(34)}${'median'.padStart(9)}   ${'quartiles'.padStart(20)}\n` +
    line('training step, µs', report.microsecondsPerStep, 1) +
    line('training, thousand samples/s', report.samplesPerSecond, 1, 1e-3) +
    line('training, GFLOP/s', report.trainingGflops, 1) +
    line(`${precision} 2048³, GFLOP/s`, report.peakGflops, 1) +
    line(`training / ${precision} 2048³, %`, report.shareOfPeak, 1, 100)
  )
}
