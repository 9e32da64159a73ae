import type { MeasureName } from '../../catalogue/measure-names.ts'
import type { CheckOutcome } from '../../claims/check-outcome.ts'
import { type Verdict, verdictLabels } from '../../claims/verdict.ts'
import { measureDefinitions } from '../../measures/definitions.ts'
import type { ReportContext } from '../context.ts'
import type { JudgedTask } from '../judge.ts'
import type { Cell, Section } from '../model.ts'

/** Every statement in a row with its verdict and the figure that decides. */
export function verdictsSection(context: ReportContext, judged: readonly JudgedTask[]): Section | undefined {
  if (judged.length === 0) return undefined
  const verdicts = judged.flatMap(({ claims }) => claims.map(({ verdict }) => verdict))
  return {
    id: 'verdicts',
    title: 'What holds',
    blocks: [
      { kind: 'prose', paragraphs: [countText(verdicts)] },
      {
        kind: 'table',
        table: {
          caption: `Every statement${context.input.seeds.length > 1 ? `, judged over ${context.input.seeds.length} seeds` : ', judged from one seed'}. How is said under [how the verdicts are passed](#method).`,
          columns: [
            { title: 'task', align: 'left' },
            { title: 'statement', align: 'left' },
            { title: 'verdict', align: 'left' },
            { title: 'what decides', align: 'left' },
          ],
          rows: judged.flatMap(({ task, claims }) => {
            return claims.map(({ claim, verdict, outcomes }): Cell[] => [
              { text: `[${[task.id, ...(task.also ?? [])].join(', ')}](#task-${task.id})` },
              { text: claim.statement },
              { text: verdictLabels[verdict], verdict },
              { text: decidingText(outcomes) },
            ])
          }),
        },
      },
    ],
  }
}

/** Says which measure where there are several. */
function decidingText(outcomes: readonly CheckOutcome[]): string {
  const measures = new Set(outcomes.map(({ check }) => check.measure))
  const name = (measure: MeasureName) => (measures.size > 1 ? `${measureDefinitions[measure].label} ` : '')
  return outcomes.map(({ check, brief }) => name(check.measure) + brief).join('; ')
}

const order: readonly Verdict[] = ['reproduced', 'within-noise', 'not-reproduced', 'open']

/** `Of 24 statements, 20 are reproduced, 3 lie within noise and 1 is not reproduced.` */
function countText(verdicts: readonly Verdict[]): string {
  const parts = order.flatMap(verdict => {
    const count = verdicts.filter(one => one === verdict).length
    return count === 0 ? [] : [`**${count}** ${phrases[verdict][count === 1 ? 0 : 1]}`]
  })
  const list = parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
  return `Of ${verdicts.length} ${verdicts.length === 1 ? 'statement' : 'statements'}, ${list}.`
}

const phrases: { readonly [verdict in Verdict]: readonly [string, string] } = {
  reproduced: ['is reproduced', 'are reproduced'],
  'within-noise': ['lies within noise', 'lie within noise'],
  'not-reproduced': ['is not reproduced', 'are not reproduced'],
  open: ['is open', 'are open'],
}
