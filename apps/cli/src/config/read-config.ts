import { readFile } from 'node:fs/promises'
import { isSystemError, systemErrorReason } from '../errors/system-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { GivenSettings } from './checks.ts'
import { parseConfig } from './parse-config.ts'

/**
 * Settings from a JSON file. Paths in it are relative to the folder it stands in.
 *
 * @throws UsageError that names the file and the key: not readable, not JSON, an unknown key, a value refused
 */
export async function readConfig(file: string): Promise<GivenSettings> {
  return parseConfig(parseJson(file, await readText(file)), { file })
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (!isSystemError(error)) throw error
    throw new UsageError(`--config: cannot read '${file}': ${systemErrorReason(error)}`, { cause: error })
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const { message } = error as SyntaxError
    throw new UsageError(`--config: '${file}' is not JSON: ${message}${linePosition(text, message)}`, { cause: error })
  }
}

/** V8 counts characters; editors count lines. */
function linePosition(text: string, message: string): string {
  const position = /at position (\d+)/.exec(message)?.[1]
  if (position === undefined || /line \d+/.test(message)) return ''
  const before = text.slice(0, Number(position)).split('\n')
  return ` (line ${before.length}, column ${before.at(-1)!.length + 1})`
}
