import type { Block, ReportDocument, Section } from '../document/model.ts'
import { colorVariables } from '../figures/color/theme.ts'
import type { FigureModel } from '../figures/model.ts'
import { escapeText } from '../figures/svg/element.ts'
import { pageScript, pageStyle } from './assets.ts'
import { figureMarkup } from './figure.ts'
import { mathFont } from './font/math-font.ts'
import { hoverData } from './hover-data.ts'
import { mathMarkup } from './math.ts'
import { inlineMarkup, proseMarkup } from './prose.ts'
import { tableMarkup } from './table.ts'
import { claimsMarkup } from './verdict.ts'

/** Nothing is loaded from anywhere: what the page needs is in it. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"

/** The report as one HTML file that opens from disk. */
export function renderPage(report: ReportDocument): string {
  const main = report.sections.map(sectionMarkup).join('\n')
  const data = JSON.stringify(hoverData(figuresOf(report))).replaceAll('<', '\\u003c')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeText(report.title)}</title>
<link rel="icon" href="data:,">
<style>
:root{${colorVariables('light')}}
@media (prefers-color-scheme:dark){:root{${colorVariables('dark')}}}
@media print{:root{${colorVariables('light')}}}
${mathFontFace(main)}
${pageStyle}</style>
</head>
<body>
<a class="skip" href="#${report.sections[0]?.id ?? 'end'}">Skip to the results</a>
<header>
<h1>${inlineMarkup(report.title)}</h1>
${report.subtitle ? `<p class="subtitle">${inlineMarkup(report.subtitle)}</p>` : ''}
${contentsMarkup(report.sections)}
</header>
<main>
${missingMarkup(report)}
${report.introduction.length > 0 ? `<div class="introduction">${proseMarkup(report.introduction)}</div>` : ''}
${main}
</main>
<footer id="end"><p>${inlineMarkup(report.colophon)}</p></footer>
<div id="tooltip" hidden></div>
<p id="reading" class="hidden" aria-live="polite"></p>
<script type="application/json" id="figure-data">${data}</script>
<script>
${pageScript}</script>
</body>
</html>
`
}

/** The font of formulas, with what the formulas of this page need. */
function mathFontFace(markup: string): string {
  const text = (markup.match(/<math[\s\S]*?<\/math>/g) ?? []).join('').replace(/<[^>]*>/g, '')
  if (text === '') return ''
  return `@font-face{font-family:"Report Math";src:url(data:font/woff;base64,${mathFont(text).toString('base64')})}`
}

/** Every figure, in the order of the document. */
export function figuresOf({ sections }: ReportDocument): FigureModel[] {
  const within = (blocks: readonly Block[]): FigureModel[] =>
    blocks.flatMap(block => {
      if (block.kind === 'details') return within(block.blocks)
      return block.kind === 'figure' ? [block.figure] : []
    })
  return sections.flatMap(({ blocks }) => within(blocks))
}

function formulaMarkup(tex: string): string {
  return `<div>${mathMarkup(tex, true)}</div>`
}

function contentsMarkup(sections: readonly Section[]): string {
  const items = sections.map(({ id, number, title }) => {
    const before = number ? `<b>${escapeText(number)}</b> ` : ''
    return `<li><a href="#${id}">${before}${inlineMarkup(title)}</a></li>`
  })
  return `<nav aria-label="Contents"><ul>${items.join('')}</ul></nav>`
}

function missingMarkup({ missing }: ReportDocument): string {
  if (!missing) return ''
  const items = missing.sentences.map(sentence => `<li>${inlineMarkup(sentence)}</li>`).join('')
  const command = missing.command ? `<p>To finish it: <code>${escapeText(missing.command)}</code></p>` : ''
  return `<aside class="missing"><h2>This report is not complete</h2><ul>${items}</ul>${command}</aside>`
}

function sectionMarkup({ id, number, title, blocks }: Section): string {
  const before = number ? `<span class="number">${escapeText(number)}</span> ` : ''
  return `<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${before}${inlineMarkup(title)}</h2>
${blocks.map(block => blockMarkup(block, id)).join('\n')}
</section>`
}

function blockMarkup(block: Block, section: string): string {
  switch (block.kind) {
    case 'prose':
      return proseMarkup(block.paragraphs)
    case 'formula':
      return `<div class="formula${block.boxed ? ' boxed' : ''}" tabindex="0">${block.tex.map(formulaMarkup).join('')}</div>`
    case 'table':
      return tableMarkup(block.table, section === 'verdicts' || section === 'method' ? 'stack' : '')
    case 'figure':
      return figureMarkup(block.figure)
    case 'claims':
      return claimsMarkup(block.claims, block.source)
    case 'notice':
      return `<p class="notice">${inlineMarkup(block.text)}</p>`
    case 'details':
      return `<details><summary>${inlineMarkup(block.summary)}</summary>
${block.blocks.map(inner => blockMarkup(inner, section)).join('\n')}</details>`
  }
}
