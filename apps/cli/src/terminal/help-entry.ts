import { Help } from '@commander-js/extra-typings'
import { wrapWords } from './wrap-words.ts'

/** Columns below which a description beside its flag is harder to read than one below it. */
const narrowestDescription = 40
const indent = 2
const gap = 2
const below = 6

/**
 * An option or command of a help page, as commander's `formatItem`: the description beside the term, or below it
 * where the terminal is too narrow for both.
 */
export function formatEntry(term: string, termWidth: number, description: string, helper: Help): string {
  const columns = helper.helpWidth ?? 80
  if (description === '' || columns - indent - termWidth - gap >= narrowestDescription) {
    return Help.prototype.formatItem.call(helper, term, termWidth, description, helper)
  }
  const lines = wrapWords(description, columns - below)
  return [' '.repeat(indent) + term, ...lines.map(line => ' '.repeat(below) + line)].join('\n')
}
