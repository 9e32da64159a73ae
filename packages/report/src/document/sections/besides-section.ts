import { type MeasureName, measureNames } from '../../catalogue/measure-names.ts'
import type { JudgedExpectation } from '../../claims/judge-expected.ts'
import { verdictLabels } from '../../claims/verdict.ts'
import { measureDefinitions } from '../../measures/definitions.ts'
import { formatDifference, formatMeasure, formatWidth } from '../../measures/format.ts'
import { spread } from '../../measures/over-seeds.ts'
import type { ReportContext } from '../context.ts'
import type { Block, Cell, Section } from '../model.ts'
import { headCell, measureCell } from '../summary.ts'

/** Every number that a source reports beside the measured one, a table for each source. */
export function besidesSection(context: ReportContext, judged: readonly JudgedExpectation[]): Section | undefined {
  const sources = [...new Set(judged.map(({ expected }) => expected.source))]
  if (sources.length === 0) return undefined
  return {
    id: 'numbers',
    title: 'Number beside number',
    blocks: sources.map(source =>
      sourceTable(
        context,
        judged.filter(({ expected }) => expected.source === source),
        source,
      ),
    ),
  }
}

function sourceTable(context: ReportContext, judged: readonly JudgedExpectation[], source: string): Block {
  const measures = measureNames.filter(name => judged.some(({ expected }) => expected.measure === name))
  const networks = context.networks.filter(({ id }) => judged.some(({ network }) => network === id))
  const name = context.source(source)
  return {
    kind: 'table',
    table: {
      caption: `Below each measured number that of **${name}**, and the difference.${toleranceText(judged)}`,
      columns: [
        { title: 'network', align: 'left' },
        ...measures.map(measure => ({ title: measureDefinitions[measure].label, align: 'right' as const })),
      ],
      rows: networks.map(network => [
        { ...headCell(context, network), note: '' },
        ...measures.map(measure => {
          const found = judged.find(one => one.network === network.id && one.expected.measure === measure)
          return besideCell(context, network.id, measure, found)
        }),
      ]),
    },
  }
}

function besideCell(
  context: ReportContext,
  network: string,
  measure: MeasureName,
  judged: JudgedExpectation | undefined,
): Cell {
  if (judged === undefined) return { text: '' }
  const { expected, verdict } = judged
  const here = measureCell(context, network, measure)
  const measured = spread(context.measured.get(network)!, measure)
  const theirs = expected.text ?? formatMeasure(measure, expected.value)
  const isSame = measured && formatMeasure(measure, measured.mean) === formatMeasure(measure, expected.value)
  const difference =
    measured && !isSame ? ` (${formatDifference(measure, measured.mean - expected.value, expected.value)})` : ''
  return { ...here, note: `${theirs}${difference}`, ...(verdict && { verdict }) }
}

/** What the marks in the table mean. */
function toleranceText(judged: readonly JudgedExpectation[]): string {
  const widths = judged.flatMap(({ expected: { measure, tolerance } }) => {
    return tolerance === undefined || tolerance === 0
      ? []
      : [`${formatWidth(measure, tolerance)} of ${measureDefinitions[measure].label}`]
  })
  if (widths.length === 0) return ''
  return ` Marked ${verdictLabels.reproduced} where the mean lies within ${[...new Set(widths)].join(', or ')}.`
}
