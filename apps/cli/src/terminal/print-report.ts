import { writeJson, writeLine } from './output.ts'
import { outputView, type View } from './view.ts'

/** Prints a report on standard output: as one JSON document, or as `render` shows it to people. */
export function printReport<T>(report: T, render: (report: T, view: View) => readonly string[], json: boolean): void {
  if (json) {
    writeJson(report)
    return
  }
  for (const line of render(report, outputView())) writeLine(line)
}
