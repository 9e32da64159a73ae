import { expect, it } from 'vitest'
import { plainView } from '../testing/plain-view.ts'
import { renderCalibration } from './render-calibration.ts'

it('has a row for each bin with samples, with the gap from sure to right', () => {
  const none = Number.NaN
  const bins = [
    { low: 0, high: 0.25, count: 0, confidence: none, accuracy: none },
    { low: 0.25, high: 0.5, count: 1200, confidence: 0.404, accuracy: 0.5 },
    { low: 0.5, high: 0.75, count: 3, confidence: 2 / 3, accuracy: 0.6669 },
    { low: 0.75, high: 1, count: 8, confidence: 0.9, accuracy: 0.875 },
  ]
  expect(renderCalibration({ error: 0.1, bins }, plainView(79)).slice(3)).toEqual([
    '25 – 50 %     1,200      40.4 %  50.0 %  +9.6  ██████████',
    '50 – 75 %         3      66.7 %  66.7 %   0.0  █████████████▍',
    '75 – 100 %        8      90.0 %  87.5 %  −2.5  █████████████████▌',
  ])
})
