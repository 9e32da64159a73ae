import { defaultSettings, type ResolvedSettings } from '../config/settings.ts'
import type { RunDescription } from '../train/header.ts'
import type { RunPlan } from '../train/reporter.ts'

/** The settings of task 2c on MNIST, with changes. */
export function resolvedSettings(change: Partial<ResolvedSettings> = {}): ResolvedSettings {
  return { ...defaultSettings, trainSamples: 20_000, validationSamples: 10_000, ...change }
}

/** 784-64-10 of task 2c, with changes to its settings. */
export function runDescription(change: Partial<ResolvedSettings> = {}): RunDescription {
  return { settings: resolvedSettings(change), inputs: 784, classes: 10, parameters: 50_880 }
}

/** Fifty epochs of 625 steps. */
export function runPlan(): RunPlan {
  return { description: runDescription(), stepsPerEpoch: 625, maxSteps: 31_250 }
}
