import { expect, it } from 'vitest'
import { resumeCommand } from './resume-command.ts'

const asked = { catalogue: undefined, seeds: 1, only: undefined, gradcheck: undefined, overrides: {} }

it('asks for the same report again, and nothing that is a default', () => {
  expect(resumeCommand(asked, 'runs/report', 'blasnet')).toBe('blasnet report --out runs/report --resume')
  const everything = {
    catalogue: "my 'study'.json",
    seeds: 5,
    only: ['3', '4d'],
    gradcheck: 'all' as const,
    overrides: { data: 'a b', epochs: 2, trainSamples: 'all' as const },
  }
  expect(resumeCommand(everything, 'out', 'pnpm blasnet')).toBe(
    String.raw`pnpm blasnet report 'my '\''study'\''.json' --seeds 5 --only 3,4d --data 'a b' --train-samples all --epochs 2 --gradcheck all --out out --resume`,
  )
})
