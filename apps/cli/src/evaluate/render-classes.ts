import type { Style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { percent, thousands } from '../train/format.ts'
import { classLabel } from './class-label.ts'
import type { ClassResult } from './per-class.ts'

/** A row for each class. */
export function renderClasses(classes: readonly ClassResult[], style: Style, width: number | undefined): string[] {
  return renderTable({
    columns: [
      { title: 'class' },
      { title: 'samples', align: 'right' },
      { title: 'right', align: 'right', dispensable: 4 },
      { title: 'accuracy', align: 'right' },
      { title: 'precision', align: 'right', dispensable: 2 },
      { title: 'F1', align: 'right', dispensable: 3 },
      { title: 'most often taken for', dispensable: 1 },
    ],
    rows: classes.map(({ class: index, count, correct, accuracy, precision, f1, mostOftenTakenFor: taken }) => [
      classLabel(index, classes),
      thousands(count),
      thousands(correct),
      share(accuracy),
      share(precision),
      share(f1),
      taken === null ? '' : `${classLabel(taken.class, classes)} (${times(taken.times)})`,
    ]),
    style,
    width,
  })
}

function share(value: number | null): string {
  return value === null ? '–' : percent(value)
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${thousands(count)} times`
}
