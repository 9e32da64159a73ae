import { formatInitializer } from './initializer.ts'
import type { Settings } from './settings.ts'

export const presetNames = ['baseline', 'init', 'sigmoid', 'all'] as const

export type PresetName = (typeof presetNames)[number]

/** The settings that a preset decides. */
export type PresetSettings = Pick<Settings, 'activation' | 'initializer' | 'learningRate' | 'momentum'>

/** The study's task 3: tricks of the trade, added one at a time. */
export const presets: Readonly<Record<PresetName, PresetSettings>> = {
  baseline: {
    activation: 'sigmoid',
    initializer: { kind: 'uniform', low: -1, high: 1 },
    learningRate: 0.1,
    momentum: 0,
  },
  init: { activation: 'sigmoid', initializer: { kind: 'fan-in-normal' }, learningRate: 0.1, momentum: 0 },
  sigmoid: { activation: 'improved-sigmoid', initializer: { kind: 'fan-in-normal' }, learningRate: 0.1, momentum: 0 },
  all: { activation: 'improved-sigmoid', initializer: { kind: 'fan-in-normal' }, learningRate: 0.02, momentum: 0.9 },
}

/** The preset that gives exactly these settings, however they came about. */
export function matchingPreset(settings: PresetSettings): PresetName | undefined {
  return presetNames.find(name => {
    const { activation, initializer, learningRate, momentum } = presets[name]
    return (
      settings.activation === activation &&
      formatInitializer(settings.initializer) === formatInitializer(initializer) &&
      settings.learningRate === learningRate &&
      settings.momentum === momentum
    )
  })
}
