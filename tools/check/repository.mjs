import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceFiles } from '../lib/files.mjs'
import { root } from '../lib/root.mjs'
import { run } from '../lib/run.mjs'
import { findViolations } from './rules.mjs'

/**
 * Looks for what no file of the repository may contain.
 *
 * @returns {Promise<{ code: number, output: string, files: number }>}
 */
export async function checkRepository() {
  const files = await repositoryFiles()
  const lines = files.flatMap(file => {
    const text = readText(file)
    return text === undefined
      ? []
      : findViolations(text).map(({ line, rule, excerpt }) => `${file}:${line}: ${rule}: ${excerpt}`)
  })
  return { code: lines.length > 0 ? 1 : 0, output: lines.join('\n'), files: files.length }
}

/** Everything that git tracks or would add; without git, everything that is not installed or built. */
async function repositoryFiles() {
  const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
  return listed.code === 0 ? listed.stdout.split('\0').filter(file => file !== '') : sourceFiles(root)
}

/**
 * @param {string} file
 * @returns {string | undefined} undefined for a binary file, and for one that is listed but deleted
 */
function readText(file) {
  try {
    const bytes = readFileSync(join(root, file))
    return bytes.includes(0) ? undefined : bytes.toString('utf8')
  } catch {
    return undefined
  }
}
