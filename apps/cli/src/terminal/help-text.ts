import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { wrapWords } from './wrap-words.ts'

/**
 * Text below the options of a help page, for `addHelpText`: as it was written where the terminal is wide enough,
 * else {@link reflow}ed.
 */
export function helpText(text: string): (context: { readonly command: CommandUnknownOpts }) => string {
  return ({ command }) => reflow(text, command.configureOutput().getOutHelpWidth?.() ?? 80)
}

/**
 * Breaks text anew into lines of at most `columns`: paragraphs between words; indented lines, which are a term and,
 * two spaces or more further on, what it means, with the meaning below the term. Paragraphs and lines that fit stay
 * as they are.
 */
export function reflow(text: string, columns: number): string {
  const lines: string[] = []
  let paragraph: string[] = []
  const endParagraph = () => {
    const fits = paragraph.every(line => line.length <= columns)
    lines.push(...(fits ? paragraph : wrapWords(paragraph.join(' '), columns)))
    paragraph = []
  }
  for (const line of text.split('\n')) {
    const indented = /^ +/.test(line)
    if (!indented && line !== '') paragraph.push(line)
    else {
      endParagraph()
      lines.push(...(line.length <= columns ? [line] : brokenEntry(line, columns)))
    }
  }
  endParagraph()
  return lines.join('\n')
}

function brokenEntry(line: string, columns: number): string[] {
  const [, indent = '', term = '', meaning = ''] = /^( +)(.*?)(?: {2,}(.*))?$/.exec(line) ?? []
  const below = `${indent}    `
  const [first = '', ...rest] = wrapWords(term, columns - below.length)
  const continued = [...rest, ...wrapWords(meaning, columns - below.length)]
  return [indent + first, ...continued.map(part => below + part)]
}
