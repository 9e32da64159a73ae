import path from 'node:path'
import { write, writeLine } from '../terminal/output.ts'
import { usableColumns } from '../terminal/progress.ts'
import { createStyle } from '../terminal/style.ts'
import { commandName } from './command-name.ts'
import { jsonChunks } from './json-chunks.ts'
import type { RunFolder } from './run-folder.ts'
import { type SummaryOptions, summaryLines } from './summary.ts'

/** Prints the end of a run on standard output: one JSON document, a summary to read, or nothing. */
export function printResult(
  run: Pick<SummaryOptions, 'history' | 'settings' | 'stepsPerEpoch' | 'files'>,
  { json, quiet }: { readonly json: boolean; readonly quiet: boolean },
): void {
  if (json) {
    for (const chunk of jsonChunks({ ...run.history, files: absolute(run.files) })) write(chunk)
  } else if (!quiet) {
    const columns = process.stdout.isTTY ? usableColumns(process.stdout) : 100
    const lines = summaryLines({ ...run, style: createStyle(process.stdout), columns, command: commandName() })
    for (const line of lines) writeLine(line)
  }
}

function absolute({ folder, model, config, history }: RunFolder): RunFolder {
  return {
    folder: path.resolve(folder),
    model: path.resolve(model),
    config: path.resolve(config),
    history: path.resolve(history),
  }
}
