import { type MeasureName, measureNames } from '../../catalogue/measure-names.ts'
import { verdictRule } from '../../claims/verdict.ts'
import { percentWidth } from '../../claims/words.ts'
import { measureDefinitions, singleSeedMargin } from '../../measures/definitions.ts'
import { formatWidth } from '../../measures/format.ts'
import type { ReportContext } from '../context.ts'
import type { Section } from '../model.ts'

/** How verdicts are passed, and what every measure means. */
export function methodSection(context: ReportContext): Section {
  const used = usedMeasures(context)
  return {
    id: 'method',
    title: 'How the verdicts are passed',
    blocks: [
      { kind: 'prose', paragraphs: verdictRule },
      {
        kind: 'details',
        summary: 'What every measure means, and the margin of one seed',
        blocks: [
          {
            kind: 'table',
            table: {
              caption: 'Margins are what one seed cannot tell from noise.',
              columns: [
                { title: 'measure', align: 'left' },
                { title: 'how it is measured', align: 'left' },
                { title: 'margin', align: 'left' },
              ],
              rows: used.map(name => [
                { text: measureDefinitions[name].label },
                { text: measureDefinitions[name].definition },
                { text: marginText(name) },
              ]),
            },
          },
        ],
      },
    ],
  }
}

function usedMeasures({ tasks, networks }: ReportContext): MeasureName[] {
  const judged = tasks.flatMap(({ claims = [] }) =>
    claims.flatMap(({ checks }) => checks.map(({ measure }) => measure)),
  )
  const expected = networks.flatMap(network => (network.expected ?? []).map(({ measure }) => measure))
  const used = new Set<MeasureName>([
    ...judged,
    ...expected,
    'stopEpoch',
    'finalValidationAccuracy',
    'lowestValidationLoss',
  ])
  return measureNames.filter(name => used.has(name))
}

function marginText(name: MeasureName): string {
  const { margin } = measureDefinitions[name]
  if ('relative' in margin) return `±${percentWidth(margin.relative)} of the value`
  if ('ofRest' in margin) {
    return `±${percentWidth(margin.ofRest)} of what is left to 100 %, at least ${formatWidth(name, margin.least)}`
  }
  return margin.absolute === 0 ? 'exact' : `±${formatWidth(name, singleSeedMargin(name, 1))}`
}
