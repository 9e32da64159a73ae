import { formatBiasInitializer, formatInitializer } from '../config/initializer.ts'
import { formatLoss } from '../config/loss.ts'
import { optimizerText } from '../config/optimizer.ts'
import { formatSchedule, formatWarmup } from '../config/schedule.ts'
import type { Settings } from '../config/settings.ts'

/** What the hidden layers are beside their units, as the head of a run has it: nothing where there are none. */
export function regularisedLayerParts({ hidden, batchNorm, dropout, inputDropout }: Settings): string[] {
  const anyHidden = hidden.length > 0
  return [
    ...(batchNorm && anyHidden ? ['batch norm'] : []),
    ...(dropout > 0 && anyHidden ? [`dropout ${dropout}`] : []),
    ...(inputDropout > 0 ? [`input dropout ${inputDropout}`] : []),
  ]
}

/** How a network is trained, in words of which those for what is not in use are left out. */
export function methodParts(settings: Settings): string[] {
  return [
    ...(settings.initialWeights === null ? weightParts(settings) : ['given weights']),
    ...lossParts(settings),
    ...optimizerParts(settings),
    ...limitParts(settings),
    `batch ${settings.batchSize}`,
    `seed ${settings.seed}`,
    ...(settings.shuffle ? [] : ['not shuffled']),
  ]
}

function weightParts({ initializer, biasInitializer }: Settings): string[] {
  const weights = formatInitializer(initializer)
  return biasInitializer === 'default' ? [weights] : [weights, `bias ${formatBiasInitializer(biasInitializer)}`]
}

/** What is minimised, where it is not plain cross-entropy. */
export function lossParts({ loss, labelSmoothing, classWeights }: Settings): string[] {
  const weights = typeof classWeights === 'string' ? `${classWeights} classes` : `classes ${classWeights?.join(':')}`
  return [
    ...(loss.kind === 'softmax-cross-entropy' ? [] : [formatLoss(loss)]),
    ...(labelSmoothing > 0 ? [`label smoothing ${labelSmoothing}`] : []),
    ...(classWeights === null ? [] : [weights]),
  ]
}

function optimizerParts({ optimizer, learningRate, schedule, warmup, ...settings }: Settings): string[] {
  const { momentum, nesterov, weightDecay } = settings
  return [
    optimizerText(optimizer),
    `learning rate ${learningRate}`,
    ...(schedule.kind === 'constant' ? [] : [formatSchedule(schedule)]),
    ...(warmup === null ? [] : [formatWarmup(warmup)]),
    ...(optimizer.kind === 'sgd' || momentum > 0 ? [`${nesterov ? 'Nesterov ' : ''}momentum ${momentum}`] : []),
    ...(weightDecay === null ? [] : [`weight decay ${weightDecay}`]),
  ]
}

/** What is added to the loss, where something is. */
export function penaltyParts({ l1, l2 }: Settings): string[] {
  return [...(l1 > 0 ? [`l1 ${l1}`] : []), ...(l2 > 0 ? [`l2 ${l2}`] : [])]
}

function limitParts(settings: Settings): string[] {
  const { clipNorm, clipValue, maxNorm, averaging } = settings
  return [
    ...(clipNorm === null ? [] : [`clip norm ${clipNorm}`]),
    ...(clipValue === null ? [] : [`clip value ${clipValue}`]),
    ...(maxNorm === null ? [] : [`max norm ${maxNorm}`]),
    ...penaltyParts(settings),
    ...(averaging === null ? [] : [`averaging ${averaging}`]),
  ]
}
