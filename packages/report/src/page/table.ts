import type { Cell, Table } from '../document/model.ts'
import { escapeText } from '../figures/svg/element.ts'
import { boundText, inlineMarkup } from './prose.ts'
import { verdictMark } from './verdict.ts'

/** A table that scrolls sideways within itself where the page is too narrow for it. */
export function tableMarkup({ caption, columns, rows }: Table, className = ''): string {
  const head = columns.map(({ title, align, note }) => {
    const below = note ? `<small>${inlineMarkup(note)}</small>` : ''
    return `<th scope="col" class="${align}">${inlineMarkup(title)}${below}</th>`
  })
  const body = rows.map(row => {
    const cells = row.map((cell, index) => {
      const { align, title } = columns[index]!
      const content = cellMarkup(cell)
      if (index === 0) return `<th scope="row" class="${align}">${content}</th>`
      return `<td class="${align}" data-title="${escapeText(title)}">${content}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return `<div class="scroll" role="region" aria-label="${escapeText(plain(caption))}" tabindex="0"><table class="${className}">
<caption>${inlineMarkup(caption)}</caption>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody></table></div>`
}

function cellMarkup({ text, deviation, note, slot, verdict }: Cell): string {
  const swatch = slot === undefined ? '' : `<span class="swatch" style="background:var(--s${slot})"></span>`
  const content = verdict ? `${verdictMark(verdict, text)}` : inlineMarkup(text)
  const below = note ? `<small>${inlineMarkup(note)}</small>` : ''
  const spread = deviation ? `<small>${boundText(deviation)}</small>` : ''
  return `${swatch}${content}${spread}${below}`
}

/** Without marks of prose, for an attribute. */
function plain(text: string): string {
  return text.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replace(/[*`$]/g, '')
}
