import { describe, expect, test } from 'vitest'
import { OPTIMIZER_KINDS, SCHEDULE_KINDS } from '../../options.ts'
import {
  BATCH,
  difference,
  makeData,
  makeNetwork,
  NORMALISATION,
  readCases,
  type Trajectory,
  unpack,
} from '../../testing/agreement.ts'
import type { TrainOptions } from '../options.ts'
import { train } from '../train.ts'

const trajectories = readCases<Trajectory>('trajectories')

describe('fifty steps in float64 as PyTorch takes them', () => {
  test.each(trajectories.map(one => [one.name, one] as const))('%s', async (_, one) => {
    const network = makeNetwork(one)
    const before = network.parameters().flatMap(({ values }) => [...values])
    const data = makeData(one)
    const { history } = await train(network, {
      data: { train: data, ...(one.validates && { validation: data }) },
      ...(one.validates && { validationsPerEpoch: 5 }),
      ...one.options,
      ...(one.loss && { loss: one.loss }),
      ...{ epochs: 10, batchSize: BATCH, shuffle: false, normalisation: one.bytes ? NORMALISATION : 'none' },
    } as TrainOptions).result
    const parameters = network.parameters().flatMap(({ values }) => [...values])
    expect(history.trainLoss).toHaveLength(50)
    expect(difference(history.trainLoss, one.losses)).toBeLessThan(1e-10)
    expect(difference(parameters, unpack(one.parameters))).toBeLessThan(1e-10)
    const validation = history.validation.map(({ loss }) => loss)
    expect(validation).toHaveLength(one.validates ? 50 : 0)
    expect(difference(validation, one.validation ?? [])).toBeLessThan(1e-10)
    const outputs = await network.forward(makeData(one, { count: BATCH }).inputs)
    expect(difference(outputs, unpack(one.outputs))).toBeLessThan(1e-10)
    // Weights that hardly move would agree with anything.
    expect(difference(parameters, before)).toBeGreaterThan(0.01)
  })

  test('every optimizer and every schedule is among them', () => {
    const optimizers = trajectories.map(({ options }) => options.optimizer)
    expect(new Set(optimizers.map(({ kind }) => kind))).toEqual(new Set(OPTIMIZER_KINDS))
    const schedules = optimizers.flatMap(({ schedule }) => (schedule === undefined ? [] : [schedule.kind]))
    expect(new Set(schedules)).toEqual(new Set(SCHEDULE_KINDS))
  })
})
