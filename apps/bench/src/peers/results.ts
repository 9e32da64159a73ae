import { flopsPerSample } from '../measure/work.ts'
import type { Result } from '../results/document.ts'
import { type Agreement, compareLosses, lossesFall, lossTolerance } from './agreement.ts'
import type { Competitor } from './competitor.ts'
import { notes, versionNote } from './notes.ts'
import { type PreparedWork, peerSeed } from './prepare.ts'
import { nameOf, workloadId } from './workload.ts'

/** Results of one workload, blasnet's first, whose notes say who could not be measured and why. */
export function peerResults(
  work: PreparedWork,
  competitors: readonly Competitor[],
  seconds: Readonly<Record<string, readonly number[]>>,
  remarks: Readonly<Record<string, string>>,
): Result[] {
  const [blasnet] = competitors
  return competitors.flatMap(one => {
    // Of who failed on the way, what it did before.
    const samples = (seconds[nameIn(one)] ?? []).filter(Number.isFinite)
    if (samples.length === 0 || blasnet === undefined) return []
    return [
      {
        id: `${workloadId(work.workload, work.layers)}/${nameIn(one)}`,
        suite: 'peers' as const,
        setup: setupOf(work, one),
        work: workOf(work, one),
        seconds: samples,
        seeds: [peerSeed],
        notes:
          one === blasnet
            ? { ...notesOf(one), ...remarks }
            : { ...notesOf(one), ...agreementNotes(one, blasnet, work) },
      },
    ]
  })
}

/** In ids and in the record of seconds. */
export function nameIn({ peer }: Competitor): string {
  return peer?.id ?? 'blasnet'
}

function setupOf(
  { workload, layers, data, validateEvery, stepsPerEpoch }: PreparedWork,
  { peer }: Competitor,
): Result['setup'] {
  const { kind, activation, bias, batchSize, learningRate, momentum, dtype, threads } = workload
  return {
    kind,
    peer: peer?.id ?? 'blasnet',
    title: peer?.title ?? 'blasnet',
    network: nameOf(layers),
    activation,
    bias: bias === 'all' ? 'every layer' : 'first layer',
    batchSize,
    learningRate,
    momentum,
    dtype: peer?.dtype ?? dtype,
    threads: Math.min(threads, peer?.mostThreads ?? threads),
    ...(validateEvery !== undefined && {
      validations: Math.ceil(stepsPerEpoch / validateEvery),
      validationImages: data.train.count + data.validation.count,
    }),
  }
}

function workOf({ workload, layers }: PreparedWork, { steps }: Competitor): Result['work'] {
  const samples = steps * workload.batchSize
  const widths = [layers[0]?.inputs ?? 0, ...layers.map(({ units }) => units)]
  return { steps, samples, ...(workload.kind === 'training' && { flops: samples * flopsPerSample(widths) }) }
}

function notesOf({ trainer, first, problem }: Competitor): NonNullable<Result['notes']> {
  return {
    ...Object.fromEntries(Object.entries(trainer.versions).map(([name, version]) => [versionNote + name, version])),
    // A loss that is no number would be no JSON.
    [notes.losses]: first.losses.map(loss => (Number.isFinite(loss) ? loss : -1)),
    ...(problem !== undefined && { [notes.failed]: problem.message }),
  }
}

/** How its first losses compare with blasnet's. */
export function agreementOf({ peer, first }: Competitor, blasnet: Competitor, { workload }: PreparedWork): Agreement {
  if (peer?.difference !== undefined) {
    return { kind: 'other-work', compared: first.losses.length, falls: lossesFall(first.losses) }
  }
  // Two types differ by the rounding of the coarser one.
  const coarse = workload.dtype === 'float32' || peer?.dtype === 'float32' ? 'float32' : 'float64'
  return compareLosses(blasnet.first.losses, first.losses, lossTolerance[coarse])
}

function agreementNotes(one: Competitor, blasnet: Competitor, work: PreparedWork): NonNullable<Result['notes']> {
  const agreement = agreementOf(one, blasnet, work)
  const common = { [notes.agreement]: agreement.kind, [notes.compared]: agreement.compared }
  switch (agreement.kind) {
    case 'same':
      return { ...common, [notes.largest]: agreement.largest }
    case 'differs': {
      const largest = Number.isFinite(agreement.largest) ? { [notes.largest]: agreement.largest } : {}
      return { ...common, ...largest, [notes.from]: agreement.step }
    }
    case 'other-work':
      return {
        ...common,
        [notes.difference]: one.peer?.difference ?? '',
        [notes.falls]: agreement.falls ? 'yes' : 'no',
      }
  }
}
