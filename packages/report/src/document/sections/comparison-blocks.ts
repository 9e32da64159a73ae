import type { FigureSpec } from '../../catalogue/figure.ts'
import type { Task } from '../../catalogue/task.ts'
import type { ShownNetwork } from '../../figures/specs/curve-series.ts'
import { curvesFigure } from '../../figures/specs/curves-figure.ts'
import type { DiagnosedNetwork } from '../../figures/specs/layer-quantities.ts'
import { layersFigure } from '../../figures/specs/layers-figure.ts'
import { profileFigure } from '../../figures/specs/profile-figure.ts'
import { stepsPerEpoch } from '../../measures/run-measures.ts'
import { labelOf, networkOf, type ReportContext } from '../context.ts'
import type { Block, Cell } from '../model.ts'
import { measureCell } from '../summary.ts'

type Comparison = Extract<Task, { kind: 'comparison' | 'depth-analysis' }>

/** The networks in a table, then every figure that there is data for. */
export function comparisonBlocks(context: ReportContext, task: Comparison): Block[] {
  return [comparisonTable(context, task), ...(task.figures ?? []).map(spec => figureBlock(context, task, spec))]
}

const columns = [
  ['parameters', 'parameters'],
  ['stopped at epoch', 'stopEpoch'],
  ['validation accuracy', 'finalValidationAccuracy'],
  ['training accuracy', 'finalTrainAccuracy'],
  ['lowest validation loss', 'lowestValidationLoss'],
  ['steps to 90 %', 'stepsTo90'],
  ['steps to 95 %', 'stepsTo95'],
  ['loss turns up at step', 'validationLossTurnStep'],
] as const

function comparisonTable(context: ReportContext, task: Comparison): Block {
  const label = labelOf(context, task)
  return {
    kind: 'table',
    table: {
      caption:
        'Measured: accuracies at the end, gradient steps to a validation accuracy, and where the smoothed validation loss turns up.',
      columns: [{ title: 'network', align: 'left' }, ...columns.map(([title]) => ({ title, align: 'right' as const }))],
      rows: task.networks.map((id): Cell[] => {
        const { slot, description } = networkOf(context, id)
        return [
          { text: label(id), slot, ...(description && { note: description }) },
          ...columns.map(([, measure]) => measureCell(context, id, measure)),
        ]
      }),
    },
  }
}

function figureBlock(context: ReportContext, task: Comparison, spec: FigureSpec): Block {
  const ids = spec.networks ?? task.networks
  const figure =
    spec.kind === 'curves'
      ? curvesFigure(
          spec,
          ids.map(id => shownNetwork(context, task, id)),
        )
      : spec.kind === 'layers'
        ? layersFigure(
            spec,
            ids.flatMap(id => diagnosedNetwork(context, task, id) ?? []),
          )
        : profileFigure(
            spec,
            ids.flatMap(id => diagnosedNetwork(context, task, id) ?? []),
          )
  return figure
    ? { kind: 'figure', figure }
    : { kind: 'notice', text: `There is nothing to draw yet for “${spec.title}”.` }
}

/** Finished runs, or, where there is none, those that got anywhere. */
function shownNetwork(context: ReportContext, task: Comparison, id: string): ShownNetwork {
  const { slot } = networkOf(context, id)
  const started = context.runs.filter(run => run.network === id && (run.history?.trainLoss.length ?? 0) > 0)
  const finished = started.filter(({ status }) => status === 'finished')
  const runs = finished.length > 0 ? finished : started.slice(0, 1)
  return {
    id,
    slot,
    label: labelOf(context, task)(id),
    histories: runs.map(({ history }) => history!),
    seeds: runs.map(({ seed }) => seed),
  }
}

/** The first seed that was looked into. */
export function diagnosedNetwork(context: ReportContext, task: Comparison, id: string): DiagnosedNetwork | undefined {
  const run = context.runs.find(one => one.network === id && one.diagnostics && one.layers && one.history)
  if (!run) return undefined
  return {
    id,
    slot: networkOf(context, id).slot,
    label: labelOf(context, task)(id),
    seed: run.seed,
    layers: run.layers!,
    diagnostics: run.diagnostics!,
    stepsPerEpoch: stepsPerEpoch(run.history!),
  }
}
