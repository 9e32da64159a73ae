import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../lib/failure.mjs'
import { sourceFiles } from '../lib/files.mjs'
import { root } from '../lib/root.mjs'
import { run } from '../lib/run.mjs'
import { which } from '../lib/which.mjs'

// Versions format alike only where their numbers agree; the npm package ships this one.
const VERSION = 15

/** The C++ sources of native/, relative to the root. */
export function cppSources() {
  return sourceFiles(root, 'native').filter(file => /\.(h|cc)$/.test(file))
}

/**
 * Runs clang-format over the C++ sources.
 *
 * @param {{ write: boolean }} options write: put them right instead of naming what is not
 * @returns {Promise<import('../lib/run.mjs').Outcome>}
 * @throws {Failure} where there is no clang-format for this machine, or nothing to format
 */
export async function clangFormat({ write }) {
  const files = cppSources()
  if (files.length === 0) throw new Failure('clang-format: no C++ sources found in native/')
  const mode = write ? ['-i'] : ['--dry-run', '--Werror']
  const outcome = await run(findClangFormat(), ['--style=file', ...mode, ...files])
  return { ...outcome, output: summarise(outcome.output) }
}

/**
 * A line a file in place of three lines a character: `pnpm format` puts them all right.
 *
 * @param {string} output of clang-format's dry run; anything else comes back as it is
 */
export function summarise(output) {
  /** @type {Map<string, number[]>} */
  const places = new Map()
  for (const [, file = '', line] of output.matchAll(/^(.+?):(\d+):\d+: error: code should be clang-formatted/gm))
    places.set(file, [...(places.get(file) ?? []), Number(line)])
  if (places.size === 0) return output
  const lines = [...places].map(([file, at]) => `${file}: lines ${[...new Set(at)].join(', ')}`)
  return [...lines, 'pnpm format puts them right', ''].join('\n')
}

function findClangFormat() {
  const shipped = join(root, 'node_modules', 'clang-format', 'bin', `${process.platform}_x64`, 'clang-format')
  // Apple's processors run the x64 program as well.
  if ((process.arch === 'x64' || process.platform === 'darwin') && existsSync(shipped)) return shipped
  const found = which(`clang-format-${VERSION}`) ?? which('clang-format')
  if (found !== undefined) return found
  throw new Failure(
    `clang-format: none for ${process.platform} on ${process.arch}: install clang-format ${VERSION} ` +
      `(Debian and Ubuntu: apt-get install clang-format-${VERSION})`,
  )
}
