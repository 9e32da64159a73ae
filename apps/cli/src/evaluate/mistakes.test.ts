import { expect, it } from 'vitest'
import { worstMistakes } from './mistakes.ts'

const prediction = {
  labels: Uint32Array.of(1, 0, 1, 0, 1),
  probabilities: Float64Array.of(...[0.25, 0.75], ...[0.9, 0.1], ...[0.2, 0.8], ...[0.75, 0.25], ...[0, 1]),
  units: 2,
}

it('finds what was wrong with the most certainty', () => {
  const labels = Uint8Array.of(0, 0, 0, 1, 1)
  expect(worstMistakes(labels, prediction, 9)).toEqual([
    { index: 2, label: 0, predicted: 1, probability: 0.8, labelProbability: 0.2 },
    { index: 0, label: 0, predicted: 1, probability: 0.75, labelProbability: 0.25 },
    { index: 3, label: 1, predicted: 0, probability: 0.75, labelProbability: 0.25 },
  ])
  expect(worstMistakes(labels, prediction, 1).map(({ index }) => index)).toEqual([2])
  expect(worstMistakes(labels, prediction, 0)).toEqual([])
  expect(worstMistakes(Uint8Array.from(prediction.labels), prediction, 9)).toEqual([])
})
