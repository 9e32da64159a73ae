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
import { onOutputClosed, progressLine, write } from '../terminal/output.ts'

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
  // Nobody would see what minutes of measuring give.
  else onOutputClosed(() => process.exit(0))
  const describe = describeRun()
  if (!json) write(machineLines(describe([], false).machine))
  const interruption = watchInterruption()
  const { signal } = interruption
  const progress = progressLine()
  const results: Result[] = []
  try {
    for (const [index, run] of runs.entries()) {
      const found = await run.measure({ signal, progress: progress.show })
      progress.clear()
      results.push(...found)
      if (!json && found.length > 0) write(`\n${run.render(found)}`)
      // Until the last suite the document is one that was cut short: whatever happens, it says what it is.
      const isPart = signal.aborted || index < runs.length - 1
      if (out !== undefined) await writeFiles(out, describe(results, isPart), run, found)
      if (signal.aborted) break
    }
    if (json) write(documentText(describe(results, signal.aborted)))
    else if (out !== undefined) write(`\nDocument and figures: ${out}\n`)
    if (interruption.exitCode !== undefined) {
      const what = results.length === 0 ? ' before anything was measured' : '; these are the measurements until then'
      process.stderr.write(`bench: interrupted${what}\n`)
      process.exitCode = interruption.exitCode
    }
  } finally {
    progress.clear()
    interruption.dispose()
  }
}

/** The document of this run, for the results that there are. */
function describeRun() {
  const created = new Date().toISOString()
  const command = process.argv.slice(2)
  const machine = describeMachine()
  return (results: readonly Result[], interrupted: boolean): Document => {
    const cut = interrupted ? { interrupted } : {}
    return { format: 'blasnet-bench', version: 1, created, command, ...cut, machine, results }
  }
}

async function writeFiles(out: string, document: Document, run: SuiteRun, found: readonly Result[]): Promise<void> {
  await writeDocument(join(out, 'bench.json'), document)
  if (found.length === 0 || run.figures === undefined) return
  for (const { name, svg } of run.figures(found)) await writeAtomically(join(out, `${name}.svg`), svg)
}

/** Before minutes of measuring: somewhere to write to. */
async function prepareFolder(out: string): Promise<void> {
  try {
    await makeFolder(out)
  } catch (error) {
    throw new OptionError('--out', `a folder that can be written (${(error as NodeJS.ErrnoException).code})`, out)
  }
}
