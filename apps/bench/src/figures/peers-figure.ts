import { summarise } from '../measure/statistics.ts'
import { notes } from '../peers/notes.ts'
import type { Result } from '../results/document.ts'
import { groupBy } from '../results/group-by.ts'
import { rate, rates, share } from '../results/rates.ts'
import type { NamedFigure } from '../suites/suite-run.ts'
import { counted, significant } from '../terminal/format.ts'
import { type Bar, type BarGroup, horizontalBars } from './horizontal-bars.ts'

/** Samples a second of blasnet and its peers, a group for each workload in which there is a peer. */
export function peersFigures(results: readonly Result[]): NamedFigure[] {
  const workloads = groupBy(results, ({ id }) => id.slice(0, id.lastIndexOf('/')))
  const groups = [...workloads.values()].flatMap(groupOf)
  if (groups.length === 0) return []
  const svg = horizontalBars({
    title: 'The same work by blasnet and by others',
    axis: 'training samples/s, thousands, logarithmic; in grey who does other work; how many times as fast blasnet is',
    groups,
    scale: 'log',
  })
  return [{ name: 'peers', svg }]
}

function groupOf(results: readonly Result[]): BarGroup[] {
  const blasnet = results.find(({ setup }) => setup.peer === 'blasnet')
  // Who computes something else than it should is no comparison.
  const peers = results.filter(one => one !== blasnet && one.notes?.[notes.agreement] !== 'differs')
  if (blasnet === undefined || peers.length === 0) return []
  const { network, batchSize, dtype, threads, kind } = blasnet.setup
  const study = kind === 'study' ? ', epochs of the study with their validations' : ''
  const title = `${network}, batch ${batchSize}, ${dtype}, ${counted(Number(threads), 'thread')}${study}`
  const sorted = peers.toSorted((a, b) => rate(b, 'samples').median - rate(a, 'samples').median)
  const labels = labelsOf(results)
  return [{ title, bars: [blasnet, ...sorted].map(one => barOf(one, labels.get(one) ?? '', blasnet)) }]
}

/** Variants, which the table indents under what they are variants of, say it themselves once they are sorted. */
function labelsOf(results: readonly Result[]): Map<Result, string> {
  let whole = ''
  return new Map(
    results.map(result => {
      const title = `${result.setup.title}`
      const isVariant = title.startsWith(' ')
      if (!isVariant) whole = title
      return [result, isVariant ? `${whole}, ${title.trim()}` : title]
    }),
  )
}

function barOf(result: Result, label: string, blasnet: Result): Bar {
  const { median, low, high } = summarise(rates(result, 'samples').map(one => one / 1e3))
  const isOther = result !== blasnet && result.notes?.[notes.agreement] !== 'same'
  const times = result === blasnet ? '' : `, ${significant(share(blasnet, result, 'steps').median)} ×`
  return {
    label,
    value: median,
    low,
    high,
    text: significant(median) + times,
    ...(isOther ? { paint: 'axis' } : result === blasnet ? { paint: 's3' } : {}),
  }
}
