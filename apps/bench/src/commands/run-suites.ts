import { join } from 'node:path'
import { OptionError } from '@blasnet/check'
import { writeAtomically } from '@blasnet/files'
import type { Document, Result } from '../results/document.ts'
import { describeMachine } from '../results/machine.ts'
import { makeFolder } from '../results/make-folder.ts'
import { documentText, writeDocument } from '../results/write-document.ts'
import type { SuiteRun } from '../suites/suite-run.ts'
import { watchInterruption } from '../terminal/interruption.ts'
import { machineLines } from '../terminal/machine-line.ts'
import { progressLine, write } from '../terminal/output.ts'

export interface SuitesRequest {
  readonly runs: readonly SuiteRun[]
  /** Where `bench.json` and the figures go. Default: nowhere. */
  readonly out?: string | undefined
  /** Print the document in place of tables. */
  readonly json?: boolean | undefined
}

/**
 * Measures suite after suite, prints each table as soon as it is there, and writes document and figures. Sets
 * `process.exitCode` where it was interrupted; the document then holds what had been measured.
 */
export async function runSuites({ runs, out, json = false }: SuitesRequest): Promise<void> {
  if (out !== undefined) await prepareFolder(out)
  const head = {
    format: 'blasnet-bench',
    version: 1,
    created: new Date().toISOString(),
    command: process.argv.slice(2),
  } as const
  const machine = describeMachine()
  const document = (results: readonly Result[], interrupted: boolean): Document => {
    return { ...head, ...(interrupted && { interrupted }), machine, results }
  }
  if (!json) write(machineLines(machine))
  const interruption = watchInterruption()
  const progress = progressLine()
  const results: Result[] = []
  try {
    for (const [index, run] of runs.entries()) {
      const found = await run.measure({ signal: interruption.signal, progress: progress.show })
      progress.clear()
      results.push(...found)
      const isCut = interruption.signal.aborted
      if (!json && found.length > 0) write(`\n${run.render(found)}`)
      if (out !== undefined) {
        await writeDocument(join(out, 'bench.json'), document(results, isCut || index < runs.length - 1))
        for (const { name, svg } of found.length > 0 ? (run.figures?.(found) ?? []) : []) {
          await writeAtomically(join(out, `${name}.svg`), svg)
        }
      }
      if (isCut) break
    }
    if (json) write(documentText(document(results, interruption.signal.aborted)))
    else if (out !== undefined) write(`\nDocument and figures: ${out}\n`)
    if (interruption.exitCode !== undefined) {
      process.stderr.write('bench: interrupted; the figures are of what had been measured until then\n')
      process.exitCode = interruption.exitCode
    }
  } finally {
    progress.clear()
    interruption.dispose()
  }
}

/** Before minutes of measuring: somewhere to write to. */
async function prepareFolder(out: string): Promise<void> {
  try {
    await makeFolder(out)
  } catch (error) {
    throw new OptionError('--out', `a folder that can be written (${(error as NodeJS.ErrnoException).code})`, out)
  }
}
