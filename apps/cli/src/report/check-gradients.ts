import { NonFiniteLossError } from '@blasnet/core'
import type { GradientCheckRecord } from '@blasnet/report'
import { compareGradients, type GradcheckOptions } from '../gradcheck/check.ts'
import type { PreparedData } from '../train/prepare-data.ts'
import type { PlannedCheck } from './plan.ts'

/** Compares gradients for one task. A loss that is not finite is part of the answer, and so is an interruption. */
export async function checkTask(
  { task: { id: task }, samples, epsilon, parameters }: PlannedCheck,
  { train, settings }: PreparedData,
  { signal, onStart }: Pick<GradcheckOptions, 'signal' | 'onStart'>,
): Promise<GradientCheckRecord> {
  try {
    const check = await compareGradients(train, settings, {
      samples,
      epsilon,
      parameters,
      signal,
      ...(onStart && { onStart }),
    })
    const { loss, checked, largestDifference, tensors, seconds } = check
    return {
      ...{ task, status: 'finished', network: check.architecture, parameters: check.parameters },
      ...{ loss, epsilon: check.epsilon, samples: check.samples, checked, largestDifference, tensors, seconds },
    }
  } catch (error) {
    if (error === signal.reason) return { task, status: 'interrupted' }
    if (error instanceof NonFiniteLossError) return { task, status: 'failed', message: error.message }
    throw error
  }
}
