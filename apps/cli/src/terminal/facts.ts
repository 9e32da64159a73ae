import type { Style } from './style.ts'
import { pad, textWidth } from './text-width.ts'

/** A name, what there is to say, and a remark. */
export type Fact = readonly [name: string, value: string, remark?: string]

const INDENT = '  '
const GAP = '  '

/** Lines of name, value and remark in columns; remarks go to a line of their own where the terminal is narrow. */
export function renderFacts(facts: readonly Fact[], style: Style, columns: number): string[] {
  const names = widest(facts.map(([name]) => name))
  const values = widest(facts.flatMap(([, value, remark]) => (remark === undefined ? [] : [value])))
  return facts.flatMap(([name, value, remark]) => {
    const start = `${INDENT}${style.dim(pad(name, names))}${GAP}`
    if (remark === undefined) return [start + value]
    const line = `${start}${pad(value, values)}${GAP}${style.dim(remark)}`
    return textWidth(line) <= columns ? [line] : [start + value, `${INDENT}${INDENT}${style.dim(remark)}`]
  })
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(textWidth))
}
