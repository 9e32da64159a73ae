import { NonFiniteLossError } from '@blasnet/core'
import type { Settings } from '../config/settings.ts'
import { Failure } from '../errors/failure.ts'

/** The error for the person at the terminal: a loss that is not finite comes with the flags that help. */
export function explainDiverged(error: unknown, settings: Settings): unknown {
  if (!(error instanceof NonFiniteLossError)) return error
  const { learningRate, momentum, clipNorm, initializer, initialWeights } = settings
  const advice = [`a --learning-rate well below ${learningRate}`]
  if (momentum > 0) advice.push(`less --momentum than ${momentum}`)
  if (initializer.kind === 'uniform' && initialWeights === null) advice.push('--initializer fan-in-normal')
  if (clipNorm === null) advice.push('--clip-norm 1')
  const when = error.step === undefined ? '' : ` at step ${error.step}`
  const what = `the loss of the ${error.measuredOn.replace(/^the /, '')}${when} is ${error.loss}${placeText(error.firstIn)}`
  return new Failure(`training diverged: ${what}; try ${advice.join(', or ')}; nothing was written`, { cause: error })
}

/** Where the first number that is not finite stood; layers count from 0, as in `blasnet inspect`. */
export function placeText(place: NonFiniteLossError['firstIn']): string {
  if (place === undefined || place === 'loss') return ''
  return place === 'inputs' ? ', and so are inputs' : `, first in layer ${place}`
}
