import { readFileSync } from 'node:fs'
import { packageBin } from '../lib/package-bin.mjs'
import { run } from '../lib/run.mjs'
import { heading, print } from './print.mjs'
import { reportFile } from './report-file.mjs'
import { couldNotRun } from './result.mjs'
import { countVitest } from './vitest-report.mjs'

const NAME = 'TypeScript'

/**
 * The tests of every package and of the tools.
 *
 * @returns {Promise<import('./result.mjs').PartResult>}
 */
export async function vitestPart() {
  heading('TypeScript tests')
  const file = reportFile('vitest.json')
  const ended = await run(
    packageBin('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    // vitest colours its output on some machines where nobody sees it in colour.
    { live: true, env: process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1' } },
  )
  try {
    const counted = countVitest(JSON.parse(readFileSync(file, 'utf8')), ended.code)
    return { name: NAME, ...counted, seconds: ended.seconds }
  } catch {
    print(`✗ vitest ended with status ${ended.code} and left no report`)
    return couldNotRun(NAME, ended.seconds)
  }
}
