import { OptionError } from '@blasnet/check'
import { checkOptimizer } from '@blasnet/core/options'
import type { NameSetting } from '../config/flag-name.ts'
import { withMomentum } from '../config/optimizer.ts'
import type { Settings } from '../config/settings.ts'
import { UsageError } from '../errors/usage-error.ts'
import { optimizerOptions } from './optimizer-options.ts'

/**
 * Makes sure that settings, each of which is possible, go together.
 *
 * @param classes units of the output layer
 * @param nameSetting how messages call a setting
 * @throws UsageError that names the setting
 */
export function checkTraining(settings: Settings, classes: number, nameSetting: NameSetting): void {
  checkLossParts(settings, classes, nameSetting)
  const refuse = refuseFor(settings, nameSetting)
  checkOptimizerParts(settings, refuse, nameSetting)
  checkValidation(settings, refuse)
}

type Refuse = (setting: keyof Settings, expected: string) => void

function refuseFor(settings: Settings, nameSetting: NameSetting): Refuse {
  return (setting, expected) => {
    const received = settings[setting]
    const text = typeof received === 'object' ? JSON.stringify(received) : received
    throw new UsageError(`${nameSetting(setting)}: expected ${expected}, received ${text}`)
  }
}

function checkOptimizerParts(settings: Settings, refuse: Refuse, nameSetting: NameSetting): void {
  const { optimizer, momentum, nesterov, weightDecay } = settings
  const { kind } = optimizer
  if (momentum > 0 && !withMomentum.has(kind)) refuse('momentum', `0 beside ${kind}, which has none`)
  if (nesterov && kind !== 'sgd') refuse('nesterov', `none beside ${kind}, as only sgd has it`)
  if (nesterov && momentum === 0) refuse('nesterov', `none without ${nameSetting('momentum')}`)
  if (kind === 'sgd' && optimizer.decoupledWeightDecay !== undefined && weightDecay !== null) {
    refuse('weightDecay', 'none beside a decoupled weight decay')
  }
  try {
    checkOptimizer('', optimizerOptions({ ...settings, schedule: { kind: 'constant' }, warmup: null }))
  } catch (error) {
    if (!(error instanceof OptionError)) throw error
    const message = `${nameSetting('optimizer')}${error.option}: expected ${error.expected}, received ${error.received}`
    throw new UsageError(message, { cause: error })
  }
}

/**
 * The same for loss, label smoothing and class weights alone.
 *
 * @throws UsageError that names the setting
 */
export function checkLossParts(settings: Settings, classes: number, nameSetting: NameSetting): void {
  const { loss, labelSmoothing, classWeights } = settings
  const refuse = refuseFor(settings, nameSetting)
  if (loss.kind !== 'softmax-cross-entropy') {
    if (labelSmoothing > 0) refuse('labelSmoothing', `0 beside ${loss.kind}`)
    if (classWeights !== null) refuse('classWeights', `none beside ${loss.kind}`)
  }
  if (Array.isArray(classWeights) && classWeights.length !== classes) {
    refuse('classWeights', `${classes} numbers, one for each class`)
  }
}

function checkValidation({ validateOn, test, restoreBest, schedule }: Settings, refuse: Refuse): void {
  if (test && validateOn === 'test') {
    refuse('validateOn', 'held-out or none beside --test, as what is tested on must decide nothing')
  }
  if (validateOn !== 'none') return
  if (restoreBest) refuse('restoreBest', 'none without validations, which say what is best')
  if (schedule.kind === 'on-plateau') refuse('schedule', 'none on-plateau without validations')
}
