import { expect, test } from 'vitest'
import type { StoppingPlan } from './check-stopping.ts'
import { StoppingProgress } from './progress.ts'

const metrics = ['loss', 'accuracy', 'trainAccuracy', 'own'] as const

/** Observes figures of one metric, with weights that say at which step they were; where it said to stop, and the best. */
function follow(figures: readonly number[], plan: Partial<StoppingPlan>) {
  const progress = new StoppingProgress({ patience: 2, metric: 'loss', goal: 'lowest', restoreBest: true, ...plan })
  const other = { loss: 9, accuracy: 0.5, trainAccuracy: 0.5 }
  let copies = 0
  const stops = figures.map((figure, index) => {
    const point =
      plan.metric === 'own'
        ? { step: index, ...other, metrics: { own: figure } }
        : { step: index, ...other, [plan.metric ?? 'loss']: figure }
    return progress.observe(point, () => {
      copies++
      return Float32Array.of(index)
    })
  })
  return { stopsAt: stops.indexOf(true), best: progress.best?.step, weights: progress.best?.weights[0], copies }
}

test.each(metrics)('%s: stops after `patience` validations without a better one, and keeps the best', metric => {
  // The lowest is at 2, the highest at 3.
  const figures = [0.5, 0.6, 0.1, 0.9, 0.6, 0.7, 0.8]
  const lowest = follow(figures, { metric, goal: 'lowest', patience: 3 })
  expect(lowest).toEqual({ stopsAt: 5, best: 2, weights: 2, copies: 2 })
  const highest = follow(figures, { metric, goal: 'highest', patience: 3 })
  expect(highest).toEqual({ stopsAt: 6, best: 3, weights: 3, copies: 3 })
})

test('the first among equals is the best', () => {
  expect(follow([0.3, 0.2, 0.2], {})).toMatchObject({ best: 1, copies: 2 })
})

test('copies no weights unless they are to be restored', () => {
  expect(follow([0.3, 0.2, 0.1], { restoreBest: false })).toEqual({
    ...{ stopsAt: -1, best: undefined, weights: undefined, copies: 0 },
  })
})

test('a figure that is not finite cannot be followed', () => {
  const message = 'earlyStopping.metric: expected a figure that is finite at every validation, as own, received NaN'
  expect(() => follow([0.5, Number.NaN], { metric: 'own' })).toThrow(message)
  expect(() => follow([Number.NaN], { metric: 'accuracy' })).toThrow('as accuracy, received NaN')
})
