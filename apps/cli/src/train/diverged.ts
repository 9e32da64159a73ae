import { NonFiniteLossError } from '@blasnet/core'
import type { Settings } from '../config/settings.ts'
import { Failure } from '../errors/failure.ts'

/** The error for the person at the terminal: a loss that is not finite comes with the flags that help. */
export function explainDiverged(error: unknown, settings: Settings): unknown {
  if (!(error instanceof NonFiniteLossError)) return error
  const { learningRate, momentum, initializer, initialWeights } = settings
  const advice = [`a --learning-rate well below ${learningRate}`]
  if (momentum > 0) advice.push(`less --momentum than ${momentum}`)
  if (initializer.kind === 'uniform' && initialWeights === null) advice.push('--initializer fan-in-normal')
  const where = error.step === undefined ? '' : ` at step ${error.step}`
  return new Failure(
    `training diverged: the loss of the ${error.measuredOn.replace(/^the /, '')}${where} is ${error.loss}; try ${advice.join(', or ')}; nothing was written`,
    { cause: error },
  )
}
