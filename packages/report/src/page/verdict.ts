import type { JudgedClaim } from '../claims/judge-claim.ts'
import { type Verdict, verdictLabels } from '../claims/verdict.ts'
import { escapeText } from '../figures/svg/element.ts'
import { boundText, inlineMarkup, proseMarkup } from './prose.ts'

const symbols: { readonly [verdict in Verdict]: string } = {
  reproduced: '✓',
  'within-noise': '≈',
  'not-reproduced': '✗',
  open: '?',
}

/** A verdict by symbol, colour and word; beside a number the word is for screen readers alone. */
export function verdictMark(verdict: Verdict, text: string): string {
  const symbol = `<span aria-hidden="true">${symbols[verdict]}</span>`
  if (text === verdictLabels[verdict]) return `<span class="verdict ${verdict}">${symbol} ${text}</span>`
  const mark = `<span class="mark ${verdict}" title="${verdictLabels[verdict]}">${symbol}<span class="hidden"> ${verdictLabels[verdict]}: </span></span>`
  return `${mark} ${inlineMarkup(text)}`
}

/** Statements with their verdicts and every figure that decides. */
export function claimsMarkup(claims: readonly JudgedClaim[], source: (id: string) => string): string {
  const items = claims.map(({ claim, verdict, outcomes }) => {
    const who = claim.source ? ` <span class="source">${escapeText(source(claim.source))}</span>` : ''
    const figures = outcomes.map(({ figures }) => `<li>${boundText(figures)}</li>`).join('')
    const note = claim.note ? `<div class="note">${proseMarkup(claim.note)}</div>` : ''
    return `<li id="claim-${claim.id}">${verdictMark(verdict, verdictLabels[verdict])}
<div><p>${inlineMarkup(claim.statement)}${who}</p><ul class="deciding">${figures}</ul>${note}</div></li>`
  })
  return `<ul class="claims">${items.join('\n')}</ul>`
}
