import { expect, test } from 'vitest'
import { Competitor } from './competitor.ts'
import { PeerProblem } from './problem.ts'
import type { RunRequest, Trainer } from './trainer.ts'

interface Fake extends Trainer {
  readonly requests: RunRequest[]
}

/** Takes `secondsPerStep` by its own account, and has a loss of 1 in every step. */
function trainer(secondsPerStep: number, stepsMultiple = 1): Fake {
  const requests: RunRequest[] = []
  return {
    requests,
    versions: {},
    stepsMultiple,
    async run(request) {
      requests.push(request)
      const { steps } = request
      return { seconds: steps * secondsPerStep, losses: request.losses ? new Array(steps).fill(1) : [] }
    },
    close: () => {},
  }
}

const pace = { sampleSeconds: 0.3, checkSteps: 100, checkSeconds: 20 }
const parts = ({ requests }: Fake) => requests.map(({ steps }) => steps)

test('first steps in parts, then one measurement to find the pace', async () => {
  const fake = trainer(0.001)
  const { steps, first } = await Competitor.prepare(undefined, fake, pace)
  expect(steps).toBe(300)
  expect(first.losses).toHaveLength(100)
  expect(parts(fake)).toEqual([1, ...new Array(9).fill(10), 9, 300])
  expect(fake.requests.map(({ fromStart }) => fromStart)).toEqual([true, ...new Array(10).fill(false), true])
})

test('who trains ten steps at once does so always', async () => {
  const fake = trainer(0.04, 10)
  const { steps } = await Competitor.prepare(undefined, fake, pace)
  expect(steps).toBe(10)
  expect(parts(fake)).toEqual(new Array(10).fill(10))
})

test('who takes seconds a step trains one at a time, until it has had its time', async () => {
  const fake = trainer(3)
  const { steps, first } = await Competitor.prepare(undefined, fake, pace)
  expect(steps).toBe(1)
  // A part of ten would take longer than all of the time.
  expect(parts(fake)).toEqual(new Array(7).fill(1))
  expect(first.losses).toHaveLength(7)
})

test('a number of steps that is given is kept', async () => {
  const fake = trainer(0.001)
  const { steps } = await Competitor.prepare(undefined, fake, { ...pace, checkSteps: 5, steps: 625 })
  expect(steps).toBe(625)
  expect(parts(fake)).toEqual([1, 4])
})

test('however fast, a measurement has an end', async () => {
  expect((await Competitor.prepare(undefined, trainer(1e-12), pace)).steps).toBe(200_000)
})

test('losses that are too few or too many are a problem', async () => {
  for (const losses of [[], new Array(3).fill(1)]) {
    const broken = { ...trainer(1), run: async () => ({ seconds: 1, losses }) }
    await expect(Competitor.prepare(undefined, broken, pace)).rejects.toThrow(`sent ${losses.length} losses of 1 steps`)
  }
})

test('a problem is kept, and the competitor left alone from then on', async () => {
  const fake = trainer(0.001)
  const competitor = await Competitor.prepare(undefined, fake, { ...pace, steps: 5 })
  expect(await competitor.sample()).toBe(0.005)
  let closed = 0
  Object.assign(fake, {
    run: () => Promise.reject(new PeerProblem('failed', 'fell over')),
    close: () => {
      closed++
    },
  })
  expect(await competitor.sample()).toBeNaN()
  expect(competitor.problem?.message).toBe('fell over')
  expect(closed).toBe(1)
  Object.assign(fake, { run: () => expect.unreachable('it is out') })
  expect(await competitor.sample()).toBeNaN()
})

test('a defect is no problem of a peer', async () => {
  const fake = trainer(0.001)
  const competitor = await Competitor.prepare(undefined, fake, { ...pace, steps: 5 })
  Object.assign(fake, { run: () => Promise.reject(new TypeError('undefined is not a function')) })
  await expect(competitor.sample()).rejects.toThrow(TypeError)
})
