import { OptionError } from '@blasnet/check'
import type { LearningRateSchedule } from '@blasnet/core'
import { checkScheduleFits } from '@blasnet/core/options'
import { flagName, type NameSetting } from '../config/flag-name.ts'
import type { Settings } from '../config/settings.ts'
import { UsageError } from '../errors/usage-error.ts'

type ScheduleSettings = Pick<Settings, 'schedule' | 'warmup'>

/** The schedule of the settings with its warm-up, as core takes it. */
export function wholeSchedule({ schedule, warmup }: ScheduleSettings): LearningRateSchedule {
  return warmup === null ? schedule : { ...schedule, warmup }
}

/** Whether the learning rate is another one at some later step. */
export function ratesVary({ schedule, warmup }: ScheduleSettings): boolean {
  return schedule.kind !== 'constant' || warmup !== null
}

/**
 * @param samples training samples
 * @param nameSetting how messages call a setting
 * @throws UsageError when the schedule does not go with the learning rate or the length of the run
 */
export function checkSchedule(settings: Settings, samples: number, nameSetting: NameSetting = flagName): void {
  const { learningRate, batchSize, epochs, maxSteps } = settings
  const stepsPerEpoch = Math.floor(samples / batchSize)
  const totalSteps = Math.min(epochs * stepsPerEpoch, maxSteps ?? Number.POSITIVE_INFINITY)
  try {
    checkScheduleFits('', wholeSchedule(settings), { learningRate, stepsPerEpoch, totalSteps })
  } catch (error) {
    if (!(error instanceof OptionError)) throw error
    const [, part = '', ...rest] = error.option.split('.')
    const name = part === 'warmup' ? [nameSetting('warmup'), ...rest] : [nameSetting('schedule'), part]
    const { expected, received } = error
    throw new UsageError(`${name.join('.')}: expected ${expected}, received ${received}`, { cause: error })
  }
}
