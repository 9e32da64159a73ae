// Every test of every part, from nothing: npm test, or npm test -- --only checks,cpp,ts
import { build } from './lib/build.mjs'
import { main, reportError } from './lib/main.mjs'
import { requirements, testRequirements } from './setup/requirements.mjs'
import { setUp } from './setup/set-up.mjs'
import { parseParts } from './test/arguments.mjs'
import { checksPart } from './test/checks-part.mjs'
import { cppPart } from './test/cpp-part.mjs'
import { heading, outcome, print } from './test/print.mjs'
import { couldNotRun } from './test/result.mjs'
import { summaryTable, totals } from './test/summary.mjs'
import { vitestPart } from './test/vitest-part.mjs'

/** @typedef {import('./test/result.mjs').PartResult} PartResult */

await main(async () => {
  const parts = parseParts(process.argv.slice(2))
  const results = await runParts(parts)
  heading('Summary')
  for (const line of summaryTable(results)) print(line)
  const { failed, line } = totals(results)
  print(`\n${line}`)
  return failed === 0 ? 0 : 1
})

/**
 * @param {readonly import('./test/arguments.mjs').Part[]} parts
 * @returns {Promise<PartResult[]>}
 */
async function runParts(parts) {
  heading('Set-up')
  try {
    await setUp(parts.includes('ts') ? testRequirements : requirements)
  } catch (error) {
    reportError(error)
    return [couldNotRun('set-up')]
  }

  /** @type {PartResult[]} */
  const results = []
  heading('Build')
  const built = await build()
  outcome(built.code === 0, 'the addon and the packages', built.seconds, built.output)
  if (built.code !== 0) results.push(couldNotRun('build', built.seconds))

  if (parts.includes('checks')) results.push(await checksPart())
  if (parts.includes('cpp')) {
    results.push(await cppPart('test', 'release build'))
    results.push(await cppPart('sanitize', 'AddressSanitizer and UndefinedBehaviorSanitizer'))
  }
  if (parts.includes('ts')) results.push(await vitestPart())
  return results
}
