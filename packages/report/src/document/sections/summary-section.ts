import type { ReportContext } from '../context.ts'
import type { Section } from '../model.ts'
import { resumedCount } from '../seconds.ts'
import { formatSeconds, mainNetworks, summaryTable } from '../summary.ts'

export function summarySection(context: ReportContext): Section {
  return {
    id: 'summary',
    title: 'Summary',
    blocks: [
      { kind: 'prose', paragraphs: [leadText(context)] },
      { kind: 'table', table: summaryTable(context) },
    ],
  }
}

/** How much was trained, on what, and how long it took. */
function leadText(context: ReportContext): string {
  const { input, runs } = context
  const finished = runs.filter(({ status, history }) => status === 'finished' && history).length
  const main = mainNetworks(context).length
  const others = context.networks.length - main
  const extra = others > 0 ? ` and ${others} more that explain one of them` : ''
  const seeds = input.seeds.length === 1 ? 'one seed' : `${input.seeds.length} seeds`
  const done = finished === runs.length ? `${runs.length} runs` : `${finished} of ${runs.length} runs finished`
  const time = input.seconds && resumedCount(context) === 0 ? ` in ${formatSeconds(input.seconds.total)} seconds` : ''
  const jobs = input.jobs && input.jobs > 1 ? `, ${input.jobs} at a time` : ''
  const machine = input.machine ? ` on ${input.machine.cpu.model}, ${coresText(input.machine.cpu.cores)}` : ''
  return `${main} ${main === 1 ? 'network' : 'networks'}${extra}, ${seeds}: ${done}${time}${jobs}${machine}.`
}

export function coresText(cores: number): string {
  return `${cores} ${cores === 1 ? 'core' : 'cores'}`
}
