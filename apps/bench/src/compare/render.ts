import type { Document, Machine } from '../results/document.ts'
import { counted, duration } from '../terminal/format.ts'
import { environmentText } from '../terminal/machine-line.ts'
import { renderTable } from '../terminal/table.ts'
import { type Change, type CompareOptions, type DocumentsCompared, fewestSamples } from './compare-documents.ts'

export interface RenderOptions extends CompareOptions {
  /** Show what did not change, too. */
  readonly all: boolean
}

/** What got slower, what faster, what is in one document only, and the verdict. */
export function renderComparison(
  compared: DocumentsCompared,
  documents: { readonly old: Document; readonly recent: Document },
  options: RenderOptions,
): string {
  const { changes, onlyInOld, onlyInNew } = compared
  const of = (verdict: Change['verdict']) => changes.filter(one => one.verdict === verdict)
  const byRatio = (a: Change, b: Change) => b.ratio - a.ratio
  const parts = [
    ...warnings(documents, compared, options),
    ...section('slower beyond noise', of('slower').sort(byRatio)),
    ...section(
      'faster beyond noise',
      of('faster').sort((a, b) => byRatio(b, a)),
    ),
    ...(options.all ? section('no difference beyond noise', of('same')) : []),
    ...(options.all ? section(`fewer than ${fewestSamples} samples a side`, of('unclear')) : []),
    ...idList('only in the old document', onlyInOld),
    ...idList('only in the new document', onlyInNew),
    summary(compared, options),
  ]
  return parts.join('\n')
}

function section(title: string, changes: readonly Change[]): string[] {
  if (changes.length === 0) return []
  const rows = changes.map(({ id, before, after, ratio, low, high, regression, own }) => [
    `${regression ? '!' : ' '} ${shortened(id)}${own ? '' : ' *'}`,
    duration(before),
    duration(after),
    changeText(ratio),
    `${changeText(low)} … ${changeText(high)}`,
  ])
  const columns = [
    { title: `  ${title}`, align: 'left' as const },
    { title: 'old' },
    { title: 'new' },
    { title: 'time' },
    { title: '95 % interval' },
  ]
  return [renderTable(columns, rows)]
}

const longestId = 46

/** The middle of a long id gives way: its ends say the suite, and the dtype and threads. */
function shortened(id: string): string {
  if (id.length <= longestId) return id
  const half = Math.floor((longestId - 1) / 2)
  return `${id.slice(0, half)}…${id.slice(-half)}`
}

/** `+12.3 %`: this much more time. */
function changeText(ratio: number): string {
  const percent = (ratio - 1) * 100
  if (percent >= 1000) return `×${ratio.toFixed(1)}`
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)} %`
}

function idList(title: string, ids: readonly string[]): string[] {
  return ids.length === 0 ? [] : [`${title}, ${ids.length}:\n${ids.map(id => `  ${id}\n`).join('')}`]
}

function summary({ changes, notNormalised }: DocumentsCompared, { threshold, normalise }: RenderOptions): string {
  const count = (verdict: Change['verdict']) => changes.filter(one => one.verdict === verdict).length
  const regressions = changes.filter(one => one.regression).length
  const unclear = count('unclear')
  const parts = [`${count('slower')} slower`, `${count('faster')} faster`, `${count('same')} the same`]
  if (unclear > 0) parts.push(`${unclear} with too few samples to tell (fewer than ${fewestSamples} a side)`)
  const foreign = changes.some(({ own, verdict }) => !own && (verdict === 'slower' || verdict === 'faster'))
  const inPeaks = normalise ? ', in units of each run’s matrix product' : ''
  return (
    `${counted(changes.length, 'result')} in both${inPeaks}: ${parts.join(', ')}.\n` +
    (foreign ? '* the machine or another program, not blasnet: never a regression.\n' : '') +
    (notNormalised.length > 0
      ? `${counted(notNormalised.length, 'result')} compared by the clock: no matrix product of their dtype and threads.\n`
      : '') +
    `${regressions === 0 ? 'No regression' : `! ${counted(regressions, 'regression')}`} past ${percentText(threshold)}.\n`
  )
}

const percentText = (share: number) => `${Number((share * 100).toPrecision(6))} %`

/** What makes the comparison of two documents doubtful. */
function warnings(
  { old, recent }: { readonly old: Document; readonly recent: Document },
  { changes }: DocumentsCompared,
  { normalise }: RenderOptions,
): string[] {
  const differences = machineDifferences(old.machine, recent.machine)
  const hint = normalise ? '' : '; --normalise takes the matrix product’s speed out'
  return [
    ...(differences.length > 0 ? [`Different machines: ${differences.join('; ')}${hint}.\n`] : []),
    ...(old.interrupted ? ['The old document was interrupted.\n'] : []),
    ...(recent.interrupted ? ['The new document was interrupted.\n'] : []),
    ...(changes.length === 0 ? ['The documents have no result in common.\n'] : []),
  ]
}

function machineDifferences(a: Machine, b: Machine): string[] {
  const told = (machine: Machine) => ({
    processor: machine.cpu.model,
    cores: machine.cpu.cores,
    OpenBLAS: `${machine.openblas.version} ${machine.openblas.core}`,
    'vector kernels': machine.simd,
    compiler: machine.compiler,
    'Node.js': machine.node,
    environment: environmentText(machine) || 'plain',
  })
  const [first, second] = [told(a), told(b)]
  return (Object.keys(first) as (keyof typeof first)[])
    .filter(key => first[key] !== second[key])
    .map(key => `${key} ${first[key]} and ${second[key]}`)
}
