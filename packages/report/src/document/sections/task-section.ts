import type { Task } from '../../catalogue/task.ts'
import type { JudgedClaim } from '../../claims/judge-claim.ts'
import { derivationSteps } from '../../derivation/index.ts'
import type { ReportContext } from '../context.ts'
import type { Block, Section } from '../model.ts'
import { comparisonBlocks } from './comparison-blocks.ts'
import { depthBlocks } from './depth-blocks.ts'
import { gradientCheckBlocks } from './gradient-check-blocks.ts'
import { normalisationBlocks } from './normalisation-blocks.ts'
import { parametersBlocks } from './parameters-blocks.ts'

/** A task: what is asked, what came out, which statements hold, what follows. */
export function taskSection(context: ReportContext, task: Task, claims: readonly JudgedClaim[]): Section {
  return {
    id: `task-${task.id}`,
    number: [task.id, ...(task.also ?? [])].join(', '),
    title: task.title,
    blocks: [
      ...(task.prose ? [{ kind: 'prose', paragraphs: task.prose } as const] : []),
      ...resultBlocks(context, task),
      ...(claims.length > 0 ? [{ kind: 'claims', claims, source: context.source } as const] : []),
      ...findingBlocks(task, claims),
      ...(task.conclusion ? [{ kind: 'prose', paragraphs: task.conclusion } as const] : []),
    ],
  }
}

function findingBlocks(task: Task, claims: readonly JudgedClaim[]): Block[] {
  const texts = validFindings(task, claims)
  if (texts.length === 0) return []
  return [{ kind: 'prose', paragraphs: [`**What the measurements say.** ${texts[0]}`, ...texts.slice(1)] }]
}

/** The sentences whose claims ended as they ask for. */
export function validFindings({ findings = [] }: Task, claims: readonly JudgedClaim[]): string[] {
  const holds = (id: string, verdict: string) => claims.some(one => one.claim.id === id && one.verdict === verdict)
  return findings
    .filter(({ when }) => when.every(({ claim, verdict }) => holds(claim, verdict)))
    .map(({ text }) => text)
}

function resultBlocks(context: ReportContext, task: Task): Block[] {
  switch (task.kind) {
    case 'derivation':
      return derivationSteps(task.derivation).flatMap(({ text, tex, boxed, table }): Block[] => [
        ...(text ? [{ kind: 'prose', paragraphs: [text] } as const] : []),
        ...(tex ? [{ kind: 'formula', tex, ...(boxed && { boxed }) } as const] : []),
        ...(table ? [plainTable(table)] : []),
      ])
    case 'normalisation':
      return normalisationBlocks(context, task)
    case 'gradient-check':
      return gradientCheckBlocks(context, task)
    case 'parameters':
      return parametersBlocks(context, task)
    case 'comparison':
      return comparisonBlocks(context, task)
    case 'depth-analysis':
      return [...comparisonBlocks(context, task), ...depthBlocks(context, task)]
  }
}

function plainTable(table: NonNullable<ReturnType<typeof derivationSteps>[number]['table']>): Block {
  return {
    kind: 'table',
    table: {
      caption: table.caption,
      columns: table.columns.map(title => ({ title, align: 'left' })),
      rows: table.rows.map(row => row.map(text => ({ text }))),
    },
  }
}
