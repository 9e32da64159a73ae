import { readFile } from 'node:fs/promises'
import type { RunHistory } from '@blasnet/report'
import { z } from 'zod'
import { Failure } from '../errors/failure.ts'
import { isSystemError, systemErrorReason } from '../errors/system-error.ts'

const share = z.number().min(0).max(1)
const seconds = z.number().nonnegative()

/** What `history.json` must hold to be shown. Whatever else it holds stays. */
const historySchema = z.looseObject({
  parameters: z.int().positive(),
  trainLoss: z.array(z.number()).min(1),
  validation: z.array(
    z.looseObject({ step: z.int().nonnegative(), loss: z.number(), accuracy: share, trainAccuracy: share }),
  ),
  stopped: z.looseObject({
    reason: z.enum(['early-stopping', 'completed', 'aborted', 'max-steps']),
    step: z.int().nonnegative(),
    epoch: z.number().positive(),
  }),
  normalisation: z.looseObject({ mean: z.number(), std: z.number().positive() }).optional(),
  machine: z.looseObject({ cpu: z.looseObject({ model: z.string(), cores: z.int().positive() }) }).optional(),
  seconds: z.looseObject({ total: seconds, training: seconds, validation: seconds }),
})

/**
 * The `history.json` of a run.
 *
 * @throws Failure that names the file and what is wrong with it
 */
export async function readHistory(file: string): Promise<RunHistory> {
  const parsed = historySchema.safeParse(parseJson(file, await readText(file)))
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!
    throw damaged(file, `${path.length === 0 ? '' : `${path.join('.')}: `}${message.replace('Invalid input: ', '')}`)
  }
  const history = parsed.data as RunHistory
  checkSteps(file, history)
  return history
}

/** Figures that each are possible may still not belong together, as in a file that was edited or cut by hand. */
function checkSteps(file: string, { trainLoss, validation, stopped }: RunHistory): void {
  if (stopped.step !== trainLoss.length - 1) {
    throw damaged(file, `stopped.step is ${stopped.step}, but trainLoss has ${trainLoss.length} steps`)
  }
  const steps = [-1, ...validation.map(({ step }) => step)]
  const wrong = steps.findIndex((step, index) => step > stopped.step || (index > 0 && step <= steps[index - 1]!))
  if (wrong > 0) throw damaged(file, `validation.${wrong - 1}.step: ${steps[wrong]} does not follow, or was not taken`)
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (!isSystemError(error)) throw error
    throw new Failure(`cannot read '${file}': ${systemErrorReason(error)}`, { cause: error })
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw damaged(file, `not JSON: ${(error as SyntaxError).message}`)
  }
}

function damaged(file: string, what: string): Failure {
  return new Failure(`'${file}' is damaged: ${what}`)
}
