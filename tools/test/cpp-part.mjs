import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { root } from '../lib/root.mjs'
import { run } from '../lib/run.mjs'
import { duration } from '../lib/say.mjs'
import { parseJUnit } from './junit.mjs'
import { heading, outcome, print } from './print.mjs'
import { couldNotRun } from './result.mjs'

/** @typedef {import('./result.mjs').PartResult} PartResult */

const native = join(root, 'native')

// No test takes a minute, with the sanitizers neither; one that hangs must not hold up the rest.
const TEST_TIMEOUT_SECONDS = 300

/**
 * Configures, builds and runs the C++ tests of one CMake preset.
 *
 * @param {'test' | 'sanitize'} preset
 * @param {string} title
 * @returns {Promise<PartResult>}
 */
export async function cppPart(preset, title) {
  const name = `C++, ${title}`
  heading(`C++ tests, ${title}`)
  let seconds = 0
  for (const [command, verb] of /** @type {const} */ ([
    [['--preset', preset], 'configure'],
    [['--build', '--preset', preset], 'build'],
  ])) {
    const step = await run('cmake', command, { cwd: native })
    seconds += step.seconds
    outcome(step.code === 0, verb, step.seconds, step.output)
    if (step.code !== 0) return couldNotRun(name, seconds)
  }
  const result = await runCtest(preset, name)
  return { ...result, seconds: result.seconds + seconds }
}

/**
 * @param {string} preset
 * @param {string} name
 * @returns {Promise<PartResult>}
 */
async function runCtest(preset, name) {
  const folder = join(root, 'build', 'reports')
  const file = join(folder, `ctest-${preset}.xml`)
  mkdirSync(folder, { recursive: true })
  rmSync(file, { force: true })
  const ended = await run(
    'ctest',
    ['--preset', preset, '--output-junit', file, '--no-tests=error'].concat([
      '--parallel',
      String(availableParallelism()),
      '--timeout',
      String(TEST_TIMEOUT_SECONDS),
    ]),
    { cwd: native },
  )
  const cases = readCases(file)
  if (cases.length === 0) {
    outcome(false, 'no test ran', ended.seconds, ended.output)
    return couldNotRun(name, ended.seconds)
  }
  for (const test of cases.filter(({ outcome }) => outcome !== 'passed'))
    outcome(false, `${test.name}${test.outcome === 'skipped' ? ' was skipped' : ''}`, 0, test.output)
  const passed = cases.filter(test => test.outcome === 'passed').length
  // ctest knows of failures that no test case tells, such as a fixture's.
  const failed = Math.max(cases.length - passed, ended.code === 0 ? 0 : 1)
  if (failed > cases.length - passed) print(ended.output.trimEnd())
  print(`${passed} of ${cases.length} tests passed (${duration(ended.seconds)})`)
  return { name, passed, failed, seconds: ended.seconds }
}

/** @param {string} file */
function readCases(file) {
  try {
    return parseJUnit(readFileSync(file, 'utf8'))
  } catch {
    return []
  }
}
