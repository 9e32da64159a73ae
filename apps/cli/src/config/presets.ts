import { defaultSettings, type Settings } from './settings.ts'

export const presetNames = ['baseline', 'init', 'sigmoid', 'all', 'fast', 'best'] as const

export type PresetName = (typeof presetNames)[number]

/** The settings that a preset decides; all others are as by default. */
export type PresetSettings = Partial<Settings>

/** Not to look at the test images before the end, and to train on everything else. */
const everything = {
  trainSamples: 'all',
  validateOn: 'none',
  test: true,
  patience: null,
} as const satisfies PresetSettings

/**
 * The study's task 3, tricks of the trade added one at a time, and two that know nothing of it: `fast` is at 98 % of MNIST's
 * test images as soon as possible, `best` makes few mistakes within minutes. How these two were found:
 * docs/decisions/2026-11-24-presets.md.
 */
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
  fast: {
    ...everything,
    hidden: [256],
    activation: 'relu',
    initializer: { kind: 'he-normal' },
    optimizer: { kind: 'adam' },
    learningRate: 0.003,
    schedule: { kind: 'one-cycle', startDivisor: 10 },
    batchSize: 64,
    epochs: 5,
  },
  best: {
    ...everything,
    hidden: [1000, 1000],
    activation: 'relu',
    initializer: { kind: 'he-normal' },
    optimizer: { kind: 'adam' },
    learningRate: 0.001,
    schedule: { kind: 'cosine' },
    augment: { shift: 1, rotation: 10, scale: 0.15, shear: 10, elastic: { strength: 36, smoothness: 5 } },
    batchSize: 128,
    epochs: 60,
  },
}

/** A run of a preset may differ in these, unless the preset decides them: what it is run on, and for how long. */
const circumstances: ReadonlySet<keyof Settings> = new Set([
  ...(['trainSamples', 'validateOn', 'validationSamples', 'test', 'batchSize', 'epochs', 'maxSteps'] as const),
  ...(['shuffle', 'validationsPerEpoch', 'patience', 'dtype', 'initialWeights'] as const),
])

/** A run may differ in these whatever its preset decides: the first two are in its name anyway. */
const free: ReadonlySet<keyof Settings> = new Set(['data', 'hidden', 'seed'])

/** The preset that gives exactly these settings, however they came about. */
export function matchingPreset(settings: Settings): PresetName | undefined {
  return presetNames.find(name => {
    const preset: PresetSettings = presets[name]
    const wanted: Settings = { ...defaultSettings, ...preset }
    const decided = (Object.keys(wanted) as (keyof Settings)[]).filter(key => {
      return !free.has(key) && (preset[key] !== undefined || !circumstances.has(key))
    })
    return decided.every(key => sameValue(settings[key], wanted[key]))
  })
}

/** Objects may come with their keys in any order, and without those that are undefined. */
function sameValue(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  const [first, second] = [one, other] as Readonly<Record<string, unknown>>[]
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every(key => sameValue(first?.[key], second?.[key]))
}
