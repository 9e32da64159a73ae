import type { JudgedClaim } from '../claims/judge-claim.ts'
import { verdictLabels } from '../claims/verdict.ts'
import type { Block, ReportDocument, Section } from '../document/model.ts'
import { markdownTable } from './table.ts'

/** The report for a repository: formulas as `$…$`, figures linked from `figures/`. */
export function renderMarkdown(report: ReportDocument): string {
  const head = [`# ${report.title}`, ...(report.subtitle ? [`*${report.subtitle}*`] : []), ...report.introduction]
  const parts = [...head, ...missingNotice(report), ...report.sections.map(renderSection), '---', report.colophon]
  return `${parts.join('\n\n')}\n`
}

function missingNotice({ missing }: ReportDocument): string[] {
  if (!missing) return []
  const lines = [
    '> **This report is not complete.**',
    '>',
    ...missing.sentences.map(sentence => `> - ${sentence}`),
    ...(missing.command ? ['>', `> To finish it: \`${missing.command}\``] : []),
  ]
  return [lines.join('\n')]
}

function renderSection({ id, number, title, blocks }: Section): string {
  const heading = number ? `Task ${number}: ${title}` : title
  return [`<a id="${id}"></a>`, `## ${heading}`, ...blocks.map(renderBlock)].join('\n\n')
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'prose':
      return block.paragraphs.join('\n\n')
    case 'formula':
      return `$$\n${formulaTex(block.tex, block.boxed)}\n$$`
    case 'table':
      return markdownTable(block.table)
    case 'figure': {
      const { id, title, caption } = block.figure
      return `![${title}](figures/${id}.svg)\n\n**${title}.** ${caption.join(' ')} ([PNG](figures/${id}.png))`
    }
    case 'claims':
      return block.claims.map(claim => renderClaim(claim, block.source)).join('\n')
    case 'notice':
      return `> ${block.text}`
    case 'details':
      return [`**${block.summary}**`, ...block.blocks.map(renderBlock)].join('\n\n')
  }
}

function formulaTex(parts: readonly string[], boxed = false): string {
  const tex = parts.join(' \\qquad ')
  return boxed ? `\\boxed{\\; ${tex} \\;}` : tex
}

function renderClaim({ claim, verdict, outcomes }: JudgedClaim, source: (id: string) => string): string {
  const who = claim.source ? ` (${source(claim.source)})` : ''
  const lines = [
    `- **${verdictLabels[verdict]}** — ${claim.statement}${who}`,
    ...outcomes.map(({ figures }) => `  - ${figures}`),
    ...(claim.note ?? []).map(note => `\n  ${note}`),
  ]
  return lines.join('\n')
}
