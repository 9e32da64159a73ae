import { describe, expect, it } from 'vitest'
import { layerShapes } from '../testing/synthetic-layers.ts'
import { readCatalogue, studyCatalogueFile } from './read.ts'
import { networkConfig } from './select.ts'

const study = await readCatalogue(studyCatalogueFile())

describe('the catalogue of the study', () => {
  it('has a section for every task', () => {
    expect(study.tasks.flatMap(({ id, also = [] }) => [id, ...also])).toEqual([
      '1a',
      '1b',
      '2a',
      '2b',
      '2c',
      '2d',
      '3',
      '4a',
      '4b',
      '4c',
      '4d',
      '4e',
    ])
  })

  it('trains eight networks, of the sizes that the study states', () => {
    const main = study.networks.filter(({ role }) => role !== 'supplementary')
    const sizes = main.map(network => {
      const layers = layerShapes(networkConfig(study, network).hidden ?? [])
      return layers.reduce((sum, { inputs, units, bias }) => sum + (inputs + (bias ? 1 : 0)) * units, 0)
    })
    expect(sizes).toEqual([50_880, 50_880, 50_880, 50_880, 25_440, 101_760, 51_300, 87_744])
  })

  it('sets the tricks one at a time', () => {
    const settings = ['baseline', 'init', 'sigmoid', 'all'].map(id => {
      const config = networkConfig(study, study.networks.find(network => network.id === id)!)
      return [config.activation, config.initializer?.kind, config.learningRate, config.momentum]
    })
    expect(settings).toEqual([
      ['sigmoid', 'uniform', 0.1, 0],
      ['sigmoid', 'fan-in-normal', 0.1, 0],
      ['improved-sigmoid', 'fan-in-normal', 0.1, 0],
      ['improved-sigmoid', 'fan-in-normal', 0.02, 0.9],
    ])
  })

  it('quotes the table of the NumPy implementation, with a tolerance of 0.7 points', () => {
    const quoted = study.networks.flatMap(({ expected = [] }) => {
      return expected.filter(({ source, measure }) => source === 'numpy' && measure === 'finalValidationAccuracy')
    })
    expect(quoted.map(({ value }) => value)).toEqual([0.918, 0.96, 0.964, 0.96, 0.948, 0.97, 0.964, 0.946])
    expect(new Set(quoted.map(({ tolerance }) => tolerance))).toEqual(new Set([0.007]))
  })

  it('gives every network that shares a figure a colour of its own', () => {
    for (const task of study.tasks) {
      if (!('figures' in task)) continue
      for (const figure of task.figures ?? []) {
        const shown = figure.networks ?? task.networks
        const slots = shown.map(id => study.networks.find(network => network.id === id)!.slot)
        expect(new Set(slots).size, figure.id).toBe(shown.length)
      }
    }
  })

  it('looks into the layers of the ten-layer net and of the one-layer net', () => {
    const diagnosed = study.networks.filter(({ diagnostics }) => diagnostics).map(({ id }) => id)
    expect(diagnosed).toContain('all')
    expect(diagnosed).toContain('ten-layers')
  })
})
