import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import * as options from './options.ts'

test('exports these values and no others', () => {
  expect(Object.keys(options).sort()).toEqual([
    'ACTIVATION_KINDS',
    'BIAS_INITIALIZER_KINDS',
    'INITIALIZER_KINDS',
    'LOSS_KINDS',
    'OPTIMIZER_KINDS',
    'SCHEDULE_KINDS',
    'activationText',
    'checkActivation',
    'checkAugmentation',
    'checkAveraging',
    'checkBiasInitializer',
    'checkClipping',
    'checkInitializer',
    'checkLearningRateSchedule',
    'checkLoss',
    'checkMaxNorm',
    'checkOptimizer',
    'checkScheduleFits',
    'checkWarmup',
    'learningRateAt',
    'stepsOf',
  ])
})

test('loads no addon', () => {
  const refused = `
    process.dlopen = () => { throw new Error('an addon was loaded') }
    const { learningRateAt } = await import(process.argv[1])
    const run = { learningRate: 1, stepsPerEpoch: 1, totalSteps: 4 }
    console.log(learningRateAt({ kind: 'linear' }, { ...run, step: 1 }))`
  const built = new URL('../dist/options.js', import.meta.url).href
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', refused, built], { encoding: 'utf8' })
  expect(printed).toBe('0.75\n')
})
