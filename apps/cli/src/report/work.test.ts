import { loadMnist } from '@blasnet/datasets'
import { readCatalogue, studyCatalogueFile } from '@blasnet/report'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../config/settings.ts'
import { prepareData } from '../train/prepare-data.ts'
import { planReport } from './plan.ts'
import { checkWork, runWork } from './work.ts'

const file = studyCatalogueFile()
const catalogue = await readCatalogue(file)
const pair = await loadMnist()

describe('runWork', () => {
  it('knows the steps of the study', () => {
    const data = prepareData(pair, defaultSettings)
    const network = { id: 'a', label: 'a', slot: 0, config: {} }
    expect(runWork({ network, settings: defaultSettings }, data)).toMatchObject({
      maxSteps: 31_250,
      stepsPerEpoch: 625,
      expectedSteps: 31_250,
      // 50 validations, one every 125 steps.
      patienceSteps: 6250,
    })
    const settings = { ...defaultSettings, maxSteps: 100, patience: null }
    expect(runWork({ network, settings }, data)).toMatchObject({
      maxSteps: 100,
      expectedSteps: 100,
      patienceSteps: Number.POSITIVE_INFINITY,
    })
  })

  it('expects a network to stop where others saw it stop', () => {
    const expected = [
      { source: 'a', measure: 'stopEpoch' as const, value: 14.4 },
      { source: 'b', measure: 'finalTrainAccuracy' as const, value: 1 },
      { source: 'b', measure: 'stopEpoch' as const, value: 18 },
    ]
    const network = { id: 'a', label: 'a', slot: 0, config: {}, expected }
    const data = prepareData(pair, defaultSettings)
    expect(runWork({ network, settings: defaultSettings }, data).expectedSteps).toBe(18 * 625)
    const brief = { ...defaultSettings, epochs: 3 }
    expect(runWork({ network, settings: brief }, data).expectedSteps).toBe(3 * 625)
  })

  it('takes seconds in proportion to what the networks of the study took', () => {
    const units = (hidden: readonly number[]) => {
      const settings = { ...defaultSettings, hidden }
      const network = { id: 'a', label: 'a', slot: 0, config: {} }
      return runWork({ network, settings }, prepareData(pair, settings)).unitsPerStep
    }
    // Seconds an epoch on one core, measured one after the other: 0.36, 0.58, 1.09 and 1.15.
    const unit = units([64]) / 0.58
    expect(units([32]) / unit).toBeGreaterThan(0.25)
    expect(units([32]) / unit).toBeLessThan(0.45)
    expect(units([128]) / unit).toBeGreaterThan(0.9)
    expect(units([128]) / unit).toBeLessThan(1.3)
    expect(units(Array(10).fill(64)) / unit).toBeGreaterThan(0.9)
    expect(units(Array(10).fill(64)) / unit).toBeLessThan(1.5)
  })
})

describe('checkWork', () => {
  it('grows with what is compared', () => {
    const [check] = planReport({ file, catalogue }, { seeds: 1, only: ['2b'], overrides: {} }).checks
    const data = prepareData(pair, check!.settings)
    const some = checkWork(check!, data)
    expect(checkWork({ ...check!, parameters: 2 * (check!.parameters as number) }, data)).toBe(2 * some)
    expect(checkWork({ ...check!, samples: 2 * check!.samples }, data)).toBe(2 * some)
    expect(checkWork({ ...check!, parameters: 'all' }, data)).toBeGreaterThan(10 * some)
  })
})
