import { count } from '../report/header.ts'
import { writeJson, writeLine } from '../terminal/output.ts'
import { renderTable } from '../terminal/table.ts'
import { outputView, type View } from '../terminal/view.ts'
import { wrapParts } from '../train/wrap.ts'
import { axisTexts } from './header.ts'
import type { SweepPlan } from './plan.ts'
import { shortText } from './trial-name.ts'

/** Prints the trials of a sweep. */
export function printDryRun(plan: SweepPlan, json: boolean): void {
  if (json) writeJson({ trials: plan.trials.map(({ id, settings }) => ({ name: id, settings })) })
  else for (const line of dryRunLines(plan, outputView())) writeLine(line)
}

/** The trials as a table. */
export function dryRunLines(plan: SweepPlan, { style, columns, tableColumns }: View): string[] {
  const { question, trials } = plan
  const hasSeed = question.axes.some(({ flag }) => flag.setting === 'seed')
  const titles = [...question.axes.map(({ flag }) => flag.name), ...(hasSeed ? [] : ['seed'])]
  const rows = trials.map(({ values, seed }) => {
    return [...[...values.values()].map(shortText), ...(hasSeed ? [] : [String(seed)])]
  })
  return [
    ...wrapParts([count(trials.length, 'trial'), ...axisTexts(plan)], columns).map(style.bold),
    '',
    ...renderTable({ columns: titles.map(title => ({ title, align: 'right' })), rows, style, width: tableColumns }),
  ]
}
