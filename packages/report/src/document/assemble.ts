import type { JudgedExpectation } from '../claims/judge-expected.ts'
import type { ReportContext } from './context.ts'
import type { JudgedTask } from './judge.ts'
import { missingParts } from './missing.ts'
import type { ReportDocument, Section } from './model.ts'
import { besidesSection } from './sections/besides-section.ts'
import { machineSection } from './sections/machine-section.ts'
import { methodSection } from './sections/method-section.ts'
import { summarySection } from './sections/summary-section.ts'
import { taskSection } from './sections/task-section.ts'
import { verdictsSection } from './sections/verdicts-section.ts'

/** The whole report: the summary, what holds, every task in order, then numbers, method and machine. */
export function assembleReport(
  context: ReportContext,
  judged: readonly JudgedTask[],
  expectations: readonly JudgedExpectation[],
): ReportDocument {
  const { catalogue, resumeCommand } = context.input
  const missing = missingParts(context)
  const claimsOf = (id: string) => judged.find(({ task }) => task.id === id)?.claims ?? []
  const hasVerdicts = judged.length > 0 || expectations.some(({ verdict }) => verdict)
  const sections: (Section | undefined)[] = [
    context.networks.length > 0 ? summarySection(context) : undefined,
    verdictsSection(context, judged),
    ...context.tasks.map(task => taskSection(context, task, claimsOf(task.id))),
    besidesSection(context, expectations),
    hasVerdicts ? methodSection(context) : undefined,
    context.networks.length > 0 ? machineSection(context) : undefined,
  ]
  return {
    title: catalogue.title,
    ...(catalogue.subtitle && { subtitle: catalogue.subtitle }),
    introduction: catalogue.introduction ?? [],
    ...(missing.length > 0 && {
      missing: { sentences: missing, ...(resumeCommand && { command: resumeCommand }) },
    }),
    sections: sections.filter(section => section !== undefined),
    colophon: colophonText(context),
  }
}

function colophonText({ input }: ReportContext): string {
  const version = input.machine?.blasnet ? ` ${input.machine.blasnet}` : ''
  const when = input.startedAt ? `, ${input.startedAt.slice(0, 16).replace('T', ' ')} UTC` : ''
  return `Written by blasnet${version}${when}.`
}
