import path from 'node:path'
import type { Catalogue } from '@blasnet/report'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../errors/usage-error.ts'
import { toyCatalogue } from '../testing/toy-catalogue.ts'
import { planReport } from './plan.ts'

const file = 'studies/toys.json'

function plan(asked: Partial<Parameters<typeof planReport>[1]> = {}, change: Partial<Catalogue> = {}) {
  return planReport({ file, catalogue: toyCatalogue('toy', change) }, { seeds: 1, overrides: {}, ...asked })
}

describe('planReport', () => {
  it('takes every network with every seed, in the order of the catalogue', () => {
    const { runs, seeds, checks, tasks } = plan({ seeds: 2 })
    expect(seeds).toEqual([1, 2])
    expect(runs.map(({ id, seed, settings }) => [id, seed, settings.seed])).toEqual([
      ['plain-1', 1, 1],
      ['plain-2', 2, 2],
      ['deep-1', 1, 1],
      ['deep-2', 2, 2],
      ['wide-1', 1, 1],
      ['wide-2', 2, 2],
    ])
    expect(tasks).toHaveLength(4)
    expect(checks).toHaveLength(1)
  })

  it('puts the settings of a network over those of the catalogue, and those over the defaults', () => {
    const [plain, deep, wide] = plan().runs
    expect(plain?.settings).toMatchObject({ activation: 'sigmoid', hidden: [8], batchSize: 10, momentum: 0 })
    expect(deep?.settings).toMatchObject({ activation: 'tanh', hidden: [6, 5], validationsPerEpoch: 5 })
    expect(wide?.settings).toMatchObject({ momentum: 0.9, learningRate: 0.1, dtype: 'float32' })
    // Relative to the catalogue.
    expect(plain?.settings.data).toBe(path.resolve('studies', 'toy'))
  })

  it('takes the networks of some tasks only', () => {
    expect(plan({ only: ['3a'] }).runs.map(({ id }) => id)).toEqual(['plain-1', 'wide-1'])
    expect(plan({ only: ['3'] }).runs).toHaveLength(3)
    expect(plan({ only: ['2'] })).toMatchObject({ runs: [], described: undefined, checks: [{ samples: 20 }] })
    expect(plan({ only: ['1'] })).toMatchObject({ runs: [], checks: [], described: { settings: { batchSize: 10 } } })
    expect(() => plan({ only: ['3', '9'] })).toThrow(
      new UsageError('--only: expected tasks of the study: 1, 2, 3a, 3b, received "9"'),
    )
  })

  it('trains a network with fewer seeds where the catalogue says so', () => {
    const networks = toyCatalogue('toy').networks.map(network => ({ ...network, mostSeeds: 1 }))
    expect(plan({ seeds: 3 }, { networks }).runs.map(({ id }) => id)).toEqual(['plain-1', 'deep-1', 'wide-1'])
  })

  it('checks gradients in float64, as many as the command line, the catalogue or nobody says', () => {
    const { checks } = plan()
    expect(checks[0]).toMatchObject({ parameters: 'all', epsilon: 1e-3, settings: { dtype: 'float64', seed: 1 } })
    expect(plan({ gradcheck: 50 }).checks[0]?.parameters).toBe(50)
    const [, task] = toyCatalogue('toy').tasks
    const tasks = [{ ...task!, check: { config: {}, seed: 7 } } as Catalogue['tasks'][number]]
    expect(plan({}, { tasks }).checks[0]).toMatchObject({ parameters: 4000, samples: 100, settings: { seed: 7 } })
  })

  it('lets the command line decide for all networks, and says so in the report', () => {
    const { runs, catalogue } = plan({ overrides: { data: 'fashion-mnist', epochs: 2, trainSamples: 'all' } })
    for (const { settings } of runs) expect(settings).toMatchObject({ data: 'fashion-mnist', epochs: 2 })
    expect(catalogue.config).toMatchObject({ data: 'fashion-mnist', epochs: 2, trainSamples: 'all', batchSize: 10 })
    expect(catalogue.networks.map(({ config }) => config.epochs)).toEqual([2, 2, 2])
    expect(catalogue.introduction).toEqual([
      '**This report does not follow the catalogue: it was made with `--data fashion-mnist`, `--train-samples all`, ' +
        '`--epochs 2` for every network.**',
    ])
    const unchanged = plan()
    expect(unchanged.catalogue).toEqual(toyCatalogue('toy'))
  })

  it('calls a setting by the place where it can be changed', () => {
    const { nameSetting } = plan({ overrides: { epochs: 2 } }).runs[2]!
    expect(nameSetting('epochs')).toBe('--epochs')
    expect(nameSetting('hidden')).toBe('studies/toys.json: networks[2].config.hidden')
    expect(nameSetting('batchSize')).toBe('studies/toys.json: config.batchSize')
  })

  it.each([
    [{ config: { epochs: 0 } }, 'config.epochs: expected an integer at least 1 and at most 2147483647, received 0'],
    [{ config: { epoch: 5 } }, 'config.epoch: no setting has this name; did you mean epochs?'],
    [{ config: { seed: 5 } }, 'config.seed: expected none, as --seeds decides; received 5'],
    [
      { networks: [{ id: 'plain', label: 'plain', slot: 0, config: { dtype: 'float16' } }] },
      "networks[0].config.dtype: expected one of 'float32', 'float64', received \"float16\"",
    ],
    [
      { tasks: [{ id: '2', kind: 'gradient-check', title: 'G', check: { config: { hidden: [0] } } }] },
      'tasks[0].check.config.hidden: expected an integer at least 1 and at most 16777216, received 0',
    ],
  ] as const)('refuses %j', (change, problem) => {
    const only = 'tasks' in change ? undefined : ['3a']
    const networks = 'networks' in change ? [...change.networks, ...toyCatalogue('toy').networks.slice(1)] : undefined
    const changed = { ...change, ...(networks && { networks }) } as unknown as Partial<Catalogue>
    expect(() => plan({ only }, changed)).toThrow(new UsageError(`studies/toys.json: ${problem}`))
  })
})
