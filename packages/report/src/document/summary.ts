import type { MeasureName } from '../catalogue/measure-names.ts'
import type { CatalogueNetwork } from '../catalogue/network.ts'
import { formatDeviation, formatMeasure, thousands } from '../measures/format.ts'
import { spread } from '../measures/over-seeds.ts'
import { mean } from '../measures/statistics.ts'
import type { ReportContext } from './context.ts'
import { labelOf } from './context.ts'
import type { Cell, Table } from './model.ts'
import { secondsOf } from './seconds.ts'

const accuracy: MeasureName = 'finalValidationAccuracy'

/** Every network in a row: what it came to, beside what the sources report. */
export function summaryTable(context: ReportContext): Table {
  const networks = mainNetworks(context)
  const sources = sourcesOf(networks, accuracy)
  const seeds = context.input.seeds.length
  return {
    caption:
      `What became of every network${seeds > 1 ? `: mean ± standard deviation over ${seeds} seeds` : ''}. ` +
      'Accuracies are those at the end, seconds those of one run, validation included.',
    columns: [
      { title: 'network', align: 'left' },
      { title: 'parameters', align: 'right' },
      { title: 'stopped at epoch', align: 'right' },
      { title: 'validation accuracy', align: 'right' },
      ...sources.map(source => ({
        title: context.source(source),
        align: 'right' as const,
        note: 'accuracy',
      })),
      { title: 'training accuracy', align: 'right' },
      { title: 'lowest validation loss', align: 'right' },
      { title: 'seconds', align: 'right' },
    ],
    rows: networks.map(network => [
      headCell(context, network),
      measureCell(context, network.id, 'parameters'),
      measureCell(context, network.id, 'stopEpoch'),
      measureCell(context, network.id, accuracy),
      ...sources.map(source => expectedCell(network, source, accuracy)),
      measureCell(context, network.id, 'finalTrainAccuracy'),
      measureCell(context, network.id, 'lowestValidationLoss'),
      secondsCell(context, network.id),
    ]),
  }
}

/** The networks of the study proper; all of them when there are no others. */
export function mainNetworks({ networks }: ReportContext): CatalogueNetwork[] {
  const main = networks.filter(({ role = 'main' }) => role === 'main')
  return main.length > 0 ? main : [...networks]
}

export function sourcesOf(networks: readonly CatalogueNetwork[], measure: MeasureName): string[] {
  return [
    ...new Set(
      networks.flatMap(({ expected = [] }) =>
        expected.filter(one => one.measure === measure).map(({ source }) => source),
      ),
    ),
  ]
}

export function headCell(context: ReportContext, { id, slot, description }: CatalogueNetwork): Cell {
  return { text: labelOf(context)(id), slot, ...(description && { note: description }) }
}

/** A measure over seeds; says when there is none, and of how many seeds it is when not of all. */
export function measureCell(context: ReportContext, network: string, measure: MeasureName): Cell {
  const measured = context.measured.get(network)!
  const found = spread(measured, measure)
  if (measured.runs.length === 0) return { text: '–' }
  if (found === undefined) return { text: isValidated(context, network) ? 'never' : '–' }
  const planned = context.runs.filter(run => run.network === network).length
  const partial = found.count < planned && { note: `${found.count} of ${planned} seeds` }
  const deviation = formatDeviation(measure, found)
  return { text: formatMeasure(measure, found.mean), ...(deviation && { deviation }), ...partial }
}

/** Without validations nothing can be said to happen, or never to happen. */
function isValidated({ runs }: ReportContext, network: string): boolean {
  return runs.some(run => run.network === network && (run.history?.validation.length ?? 0) > 0)
}

export function expectedCell({ expected = [] }: CatalogueNetwork, source: string, measure: MeasureName): Cell {
  const found = expected.find(one => one.source === source && one.measure === measure)
  return { text: found ? (found.text ?? formatMeasure(measure, found.value)) : '' }
}

function secondsCell(context: ReportContext, network: string): Cell {
  const seconds = secondsOf(context, network)
  return { text: seconds.length === 0 ? '–' : formatSeconds(mean(seconds)) }
}

export function formatSeconds(seconds: number): string {
  return seconds >= 1000 ? thousands(seconds) : seconds.toFixed(seconds < 9.95 ? 1 : 0)
}
