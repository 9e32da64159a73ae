import { escapeText } from '../figures/svg/element.ts'
import { mathMarkup } from './math.ts'

/** Paragraphs of prose as HTML; one whose lines begin with "- " is a list. */
export function proseMarkup(paragraphs: readonly string[]): string {
  return paragraphs.map(paragraphMarkup).join('\n')
}

function paragraphMarkup(text: string): string {
  const lines = text.split('\n')
  if (!lines.every(line => line.startsWith('- '))) return `<p>${inlineMarkup(text)}</p>`
  return `<ul>${lines.map(line => `<li>${inlineMarkup(line.slice(2))}</li>`).join('')}</ul>`
}

// In the order of precedence: what stands within a formula or code is neither bold nor a link.
const tokens =
  /\$([^$\n]+)\$|`([^`\n]+)`|\*\*([^*]+(?:\*[^*]+\*[^*]*)*)\*\*|\*(?!\s)([^*\n]+)(?<!\s)\*|\[([^\]\n]+)\]\(([^)\s]+)\)/g

/** **bold**, *emphasis*, `code`, [text](address) and $formula$; everything else is text. */
export function inlineMarkup(text: string): string {
  let markup = ''
  let done = 0
  for (const match of text.matchAll(tokens)) {
    markup += boundText(text.slice(done, match.index)) + tokenMarkup(match)
    done = match.index + match[0].length
  }
  return markup + boundText(text.slice(done))
}

/** Text in which a number stays on a line with its unit, its power of ten and its deviation. */
export function boundText(text: string): string {
  return escapeText(text.replace(/(?<=\d) (?=%|·|±|points\b|seeds?\b|steps\b)|(?<=[±·]) (?=\d)/g, '\u00a0'))
}

function tokenMarkup([whole, formula, code, bold, emphasis, link, address]: RegExpExecArray): string {
  if (formula !== undefined) return mathMarkup(formula, false)
  if (code !== undefined) return `<code>${escapeText(code)}</code>`
  if (bold !== undefined) return `<strong>${inlineMarkup(bold)}</strong>`
  if (emphasis !== undefined) return `<em>${inlineMarkup(emphasis)}</em>`
  if (link === undefined || address === undefined || !isSafe(address)) return escapeText(whole)
  return `<a href="${escapeText(address)}">${inlineMarkup(link)}</a>`
}

/** A place on the page, a file beside it, or the web; nothing that runs. */
function isSafe(address: string): boolean {
  return /^https?:\/\//i.test(address) || !/^[a-z][a-z0-9+.-]*:/i.test(address)
}
