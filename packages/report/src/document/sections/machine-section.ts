import type { MachineDescription } from '../../input.ts'
import { mean } from '../../measures/statistics.ts'
import type { ReportContext } from '../context.ts'
import { labelOf } from '../context.ts'
import type { Block, Cell, Section } from '../model.ts'
import { resumedCount, secondsOf } from '../seconds.ts'
import { formatSeconds } from '../summary.ts'
import { coresText } from './summary-section.ts'

/** On what the networks were trained, and how long each took. */
export function machineSection(context: ReportContext): Section {
  const { machine, seconds, jobs } = context.input
  const resumed = resumedCount(context)
  const facts = [
    ...(machine ? [machineText(machine)] : []),
    ...(resumed > 0 ? [`${resumed} of ${context.runs.length} runs were taken over from an earlier report.`] : []),
    ...(seconds ? [timeText(seconds.total, resumed > 0 ? 'The rest' : 'The whole', jobs)] : []),
  ]
  return {
    id: 'machine',
    title: 'Machine and time',
    blocks: [...(facts.length > 0 ? [{ kind: 'prose', paragraphs: facts } as const] : []), timeTable(context)],
  }
}

function machineText({ cpu, memory, os, node, blasnet, openblas, simd, compiler }: MachineDescription): string {
  const parts = [
    `${cpu.model}, ${coresText(cpu.cores)}`,
    ...(memory ? [`${(memory / 2 ** 30).toFixed(0)} GiB of memory`] : []),
    ...(os ? [`${os.platform} ${os.release} (${os.arch})`] : []),
    ...(node ? [`Node ${node}`] : []),
    ...(blasnet ? [`blasnet ${blasnet}`] : []),
    ...(openblas ? [`OpenBLAS ${openblas.version} with its ${openblas.core} kernels`] : []),
    ...(simd ? [simd] : []),
    ...(compiler ? [compiler] : []),
  ]
  return `${parts.join(', ')}.`
}

function timeText(seconds: number, what: string, jobs: number | undefined): string {
  return `${what} took ${formatSeconds(seconds)} seconds${jobsText(jobs)}, set-up not counted.`
}

function jobsText(jobs: number | undefined): string {
  if (jobs === undefined) return ''
  return jobs === 1 ? ', one network after the other' : `, ${jobs} networks at a time`
}

function timeTable(context: ReportContext): Block {
  const { seeds } = context.input
  const label = labelOf(context)
  const several = seeds.length > 1
  return {
    kind: 'table',
    table: {
      caption:
        'Seconds that each network took, and what they went into. Networks trained at a time slow each other down.',
      columns: [
        { title: 'network', align: 'left' },
        ...seeds.map(seed => ({ title: several ? `seed ${seed}` : 'seconds', align: 'right' as const })),
        ...(several ? [{ title: 'mean', align: 'right' as const }] : []),
        { title: 'training', align: 'right' },
        { title: 'validation', align: 'right' },
      ],
      rows: context.networks.map(({ id, slot }): Cell[] => {
        const runs = context.runs.filter(run => run.network === id && run.status === 'finished' && run.history)
        const share = (part: 'training' | 'validation') => runs.map(run => run.history!.seconds[part])
        return [
          { text: label(id), slot },
          ...seeds.map(seed => secondsCell(runs.find(run => run.seed === seed)?.history?.seconds.total)),
          ...(several ? [secondsCell(meanOf(secondsOf(context, id)))] : []),
          secondsCell(meanOf(share('training'))),
          secondsCell(meanOf(share('validation'))),
        ]
      }),
    },
  }
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : mean(values)
}

function secondsCell(seconds: number | undefined): Cell {
  return { text: seconds === undefined ? '–' : formatSeconds(seconds) }
}
