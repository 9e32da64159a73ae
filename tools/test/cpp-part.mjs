import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { root } from '../lib/root.mjs'
import { run } from '../lib/run.mjs'
import { duration } from '../lib/say.mjs'
import { failureReasons, parseJUnit } from './junit.mjs'
import { failure, heading, outcome, print } from './print.mjs'
import { reportFile } from './report-file.mjs'
import { couldNotRun } from './result.mjs'

/** @typedef {import('./result.mjs').PartResult} PartResult */

const native = join(root, 'native')

// One that hangs must not hold up the rest.
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
  const configured = await step('configure', ['--preset', preset])
  if (configured.code !== 0) return couldNotRun(name, configured.seconds)
  const built = await step('build', ['--build', '--preset', preset])
  const seconds = configured.seconds + built.seconds
  if (built.code !== 0) return couldNotRun(name, seconds)
  const result = await runCtest(preset, name)
  return { ...result, seconds: result.seconds + seconds }
}

/**
 * @param {string} verb
 * @param {readonly string[]} args of cmake
 */
async function step(verb, args) {
  const ended = await run('cmake', args, { cwd: native })
  outcome(ended.code === 0, verb, ended.seconds, ended.output)
  return ended
}

/**
 * @param {string} preset
 * @param {string} name
 * @returns {Promise<PartResult>}
 */
async function runCtest(preset, name) {
  const file = reportFile(`ctest-${preset}.xml`)
  const limits = ['--parallel', String(availableParallelism()), '--timeout', String(TEST_TIMEOUT_SECONDS)]
  const ended = await run('ctest', ['--preset', preset, '--output-junit', file, '--no-tests=error', ...limits], {
    cwd: native,
  })
  const cases = readCases(file)
  if (cases.length === 0) {
    outcome(false, 'no test ran', ended.seconds, ended.output)
    return couldNotRun(name, ended.seconds)
  }
  const reasons = failureReasons(ended.output)
  const bad = cases.filter(test => test.outcome !== 'passed')
  for (const test of bad) failure(`${test.name}: ${reasons.get(test.name) ?? test.outcome}`, test.output)
  const passed = cases.length - bad.length
  print(`${passed} of ${cases.length} tests passed (${duration(ended.seconds)})`)
  if (bad.length > 0 || ended.code === 0) return { name, passed, failed: bad.length, seconds: ended.seconds }
  // Something that no test case tells of, such as a report that ctest could not write in full.
  outcome(false, `ctest ended with status ${ended.code}`, ended.seconds, ended.output)
  return { name, passed, failed: 1, seconds: ended.seconds }
}

/** @param {string} file */
function readCases(file) {
  try {
    return parseJUnit(readFileSync(file, 'utf8'))
  } catch {
    return []
  }
}
