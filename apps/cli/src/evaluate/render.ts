import { className } from '../data/class-name.ts'
import { renderFacts } from '../terminal/facts.ts'
import { headline } from '../terminal/headline.ts'
import { printable } from '../terminal/printable.ts'
import type { Style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import type { View } from '../terminal/view.ts'
import { duration, loss, percent, short, thousands } from '../train/format.ts'
import type { EvaluationReport } from './evaluate-model.ts'
import type { ClassResult } from './per-class.ts'

/** What `blasnet evaluate` prints for people. */
export function renderEvaluation(report: EvaluationReport, { style, columns, tableColumns }: View): string[] {
  const { count, correct, seconds } = report
  const head = headline(
    [
      [report.architecture, `${thousands(report.parameters)} parameters`, report.dtype],
      [printable(report.dataset), `${thousands(count)} samples`],
    ],
    style,
    columns,
  )
  const facts = renderFacts(
    [
      ['accuracy', style.green(percent(report.accuracy)), `${thousands(correct)} of ${thousands(count)} right`],
      ['loss', loss(report.loss)],
      ['time', duration(seconds), `${short(count / seconds)} samples/s`],
    ],
    style,
    columns,
  )
  return [...head, '', ...facts, '', ...classTable(report.classes, style, tableColumns)]
}

function classTable(classes: readonly ClassResult[], style: Style, width: number | undefined): string[] {
  const names = classes.map(result => result.name ?? String(result.class))
  return renderTable({
    columns: [
      { title: 'class' },
      { title: 'samples', align: 'right' },
      { title: 'right', align: 'right', dispensable: 2 },
      { title: 'accuracy', align: 'right' },
      { title: 'most often taken for', dispensable: 1 },
    ],
    rows: classes.map(({ class: index, count, correct, accuracy, mostOftenTakenFor: taken }) => [
      className(index, names),
      thousands(count),
      thousands(correct),
      accuracy === null ? '–' : percent(accuracy),
      taken === null ? '' : `${className(taken.class, names)} (${times(taken.times)})`,
    ]),
    style,
    width,
  })
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${thousands(count)} times`
}
