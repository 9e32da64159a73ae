import { notes, versionNote } from '../peers/notes.ts'
import type { Result } from '../results/document.ts'
import { groupBy } from '../results/group-by.ts'
import { rate, secondsPerStep, share } from '../results/rates.ts'
import { counted, significant } from '../terminal/format.ts'
import { type Column, renderTable } from '../terminal/table.ts'
import { peerFootnotes } from './peers-footnotes.ts'

/** A table for each workload: blasnet, then everyone else with how many times as fast blasnet is. */
export function renderPeers(results: readonly Result[]): string {
  const workloads = groupBy(results, ({ id }) => id.slice(0, id.lastIndexOf('/')))
  return [...workloads.values()].map(renderWorkload).join('\n')
}

function renderWorkload(results: readonly Result[]): string {
  const blasnet = results.find(isBlasnet)
  const [first] = results
  if (first === undefined) return ''
  const isStudy = first.setup.kind === 'study'
  const columns: Column[] = [
    { title: '', align: 'left' },
    { title: 'version', align: 'left' },
    { title: isStudy ? 'ms/epoch' : 'µs/step' },
    ...(isStudy ? [] : [{ title: 'samples/s' }]),
    { title: 'blasnet', align: 'left' as const },
    { title: 'quartiles', align: 'left' as const },
    { title: 'losses', align: 'left' },
  ]
  const rows = results.map(result => [
    `${result.setup.title}`,
    versionOf(result),
    significant(secondsPerStep(result).median * (isStudy ? 1e3 * (result.work.steps ?? 1) : 1e6)),
    ...(isStudy ? [] : [significant(rate(result, 'samples').median)]),
    ...(blasnet === undefined || isBlasnet(result) ? ['', '', ''] : [...ratio(blasnet, result), verdict(result)]),
  ])
  return `${titleOf(blasnet ?? first)}\n${renderTable(columns, rows)}${peerFootnotes(results)}`
}

export function isBlasnet({ setup }: Result): boolean {
  return setup.peer === 'blasnet'
}

function titleOf({ setup, seconds }: Result): string {
  const { network, activation, bias, batchSize, dtype, threads, learningRate, momentum, kind } = setup
  const study =
    kind === 'study'
      ? `one epoch with ${setup.validations} validations of ${setup.validationImages?.toLocaleString('en-US')} images, `
      : ''
  return (
    `${network}, ${activation}, a bias in ${bias === 'every layer' ? 'every' : 'the first'} layer, batch ${batchSize}, ` +
    `${dtype}, ${counted(Number(threads), 'thread')}\n` +
    `${study}SGD ${learningRate}, momentum ${momentum}, ${counted(seconds.length, 'round')} in turn\n`
  )
}

/** Without what a build adds to it: `2.15.0` of `2.15.0+cu132`. */
function versionOf({ notes: all = {} }: Result): string {
  const [, version = ''] = Object.entries(all).find(([name]) => name.startsWith(versionNote)) ?? []
  return String(version).split('+')[0] ?? ''
}

/** How many times as fast blasnet is: nothing where the peer computes something else than it should. */
function ratio(blasnet: Result, peer: Result): [string, string] {
  if (peer.notes?.[notes.agreement] === 'differs') return ['–', '']
  const { median, low, high } = share(blasnet, peer, 'steps')
  const [open, close] = peer.notes?.[notes.agreement] === 'same' ? ['', ''] : ['(', ')']
  return [`${open}${significant(median)} ×${close}`, `${significant(low)} – ${significant(high)}`]
}

function verdict({ notes: all = {} }: Result): string {
  const largest = all[notes.largest]
  switch (all[notes.agreement]) {
    case 'same':
      return `same, ${typeof largest === 'number' ? largest.toExponential(0) : ''}`
    case 'differs':
      return 'differ'
    default:
      return 'other work'
  }
}
