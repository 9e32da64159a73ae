import { describe } from '@blasnet/check'
import { PeerProblem } from './problem.ts'
import type { RunReply } from './trainer.ts'

/** What a peer writes, a JSON object a line. */
export type Reply =
  | { readonly type: 'ready'; readonly versions: Readonly<Record<string, string>>; readonly stepsMultiple: number }
  | ({ readonly type: 'done' } & RunReply)
  /** It lacks something that is not installed. */
  | { readonly type: 'missing'; readonly what: string }
  | { readonly type: 'error'; readonly message: string }

const mostSteps = 1_000_000

/**
 * Reads one line of a peer and trusts nothing in it.
 *
 * @throws PeerProblem that shows the line
 */
export function parseReply(line: string): Reply {
  const fields = parseObject(line)
  const fail = (what: string): never => {
    throw new PeerProblem('failed', `sent ${what}: ${describe(line)}`)
  }
  switch (fields.type) {
    case 'ready': {
      const { versions, stepsMultiple } = fields
      if (!isVersions(versions)) return fail('versions that are no texts')
      if (!Number.isSafeInteger(stepsMultiple) || (stepsMultiple as number) < 1 || (stepsMultiple as number) > 1000) {
        return fail('a number of steps that is none')
      }
      return { type: 'ready', versions, stepsMultiple: stepsMultiple as number }
    }
    case 'done': {
      const { seconds, losses } = fields
      if (!Number.isFinite(seconds) || (seconds as number) <= 0) return fail('a time that is not above zero')
      if (!Array.isArray(losses) || losses.length > mostSteps) return fail('losses that are no list')
      return {
        type: 'done',
        seconds: seconds as number,
        losses: losses.map(loss => (typeof loss === 'number' ? loss : Number.NaN)),
      }
    }
    case 'missing':
      return { type: 'missing', what: typeof fields.what === 'string' ? fields.what : 'something it needs' }
    case 'error':
      return { type: 'error', message: typeof fields.message === 'string' ? fields.message : 'an error without a text' }
    default:
      return fail('a line that is no message')
  }
}

function parseObject(line: string): Readonly<Record<string, unknown>> {
  // Python writes NaN and Infinity, which are no JSON.
  const value = parseJson(line) ?? parseJson(line.replace(/-?\b(NaN|Infinity)\b/g, 'null'))
  if (typeof value !== 'object' || value === null) {
    throw new PeerProblem('failed', `sent a line that is no message: ${describe(line)}`)
  }
  return value as Readonly<Record<string, unknown>>
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isVersions(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every(one => typeof one === 'string')
}
