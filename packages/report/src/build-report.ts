import path from 'node:path'
import { assembleReport } from './document/assemble.ts'
import { makeContext } from './document/context.ts'
import { judgeExpectations, judgeTasks } from './document/judge.ts'
import { missingParts } from './document/missing.ts'
import { plainTable } from './document/plain-table.ts'
import { summaryTable } from './document/summary.ts'
import { drawFigure } from './figures/draw/draw-figure.ts'
import { writeAtomically } from './files/write-atomically.ts'
import { writeFigures } from './files/write-figures.ts'
import type { ReportInput } from './input.ts'
import { reportJson, verdictCounts } from './json/report-json.ts'
import { renderMarkdown } from './markdown/render.ts'
import { figuresOf, renderPage } from './page/render.ts'
import type { TextTable } from './table.ts'

/** Where a report was written. Absolute paths. */
export interface ReportFiles {
  readonly page: string
  readonly markdown: string
  readonly json: string
  /** Every SVG and PNG. */
  readonly figures: readonly string[]
}

export interface ReportResult {
  readonly files: ReportFiles
  /** The summary table of the page, for a terminal. */
  readonly summary: TextTable
  /** How many claims ended how. */
  readonly verdicts: {
    readonly reproduced: number
    readonly withinNoise: number
    readonly notReproduced: number
    /** Could not be decided: runs are missing. */
    readonly open: number
  }
  /** What a partial report lacks, a sentence each; empty when nothing is. */
  readonly missing: readonly string[]
}

/**
 * Writes `index.html`, `report.md`, `report.json` and `figures/*.svg` and `*.png` into `folder`, which is made when it
 * is not there. Each file is written whole or not at all; runs in `folder` are left alone.
 *
 * @throws OptionError when `only` names a task that the catalogue does not have; the errors of the file system
 */
export async function buildReport(input: ReportInput, folder: string): Promise<ReportResult> {
  const context = makeContext(input)
  const judged = judgeTasks(context)
  const expectations = judgeExpectations(context)
  const document = assembleReport(context, judged, expectations)
  const files = {
    page: path.resolve(folder, 'index.html'),
    markdown: path.resolve(folder, 'report.md'),
    json: path.resolve(folder, 'report.json'),
  }
  const drawings = figuresOf(document).map(figure => ({ name: figure.id, svg: drawFigure(figure).svg }))
  const figures = await writeFigures(drawings, path.join(folder, 'figures'))
  await writeAtomically(files.json, `${JSON.stringify(reportJson(context, judged, expectations), null, 2)}\n`)
  await writeAtomically(files.markdown, renderMarkdown(document))
  await writeAtomically(files.page, renderPage(document))
  return {
    files: { ...files, figures },
    summary: plainTable(summaryTable(context)),
    verdicts: verdictCounts(judged),
    missing: missingParts(context).map(sentence => sentence.replaceAll('**', '')),
  }
}
