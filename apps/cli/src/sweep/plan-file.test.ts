import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { plan } from '../testing/sweep-plan.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { planHash, readPlan, samePlan, writePlan } from './plan-file.ts'

const folder = temporaryFolder()
const choices = { metric: 'loss', models: false } as const
const asked = {
  vary: ['hidden=8,16-4', 'schedule=cosine;step:0.5,10epochs', 'patience=none,5'],
  sample: ['learning-rate=log:0.001:1'],
  random: 5,
  seeds: 2,
  sweepSeed: 7,
  holdOut: 9,
  fixed: { shuffle: 'false', epochs: '3' },
  config: { file: '/there/c.json', settings: { momentum: 0.5, warmup: null } },
}

async function written(name: string) {
  const at = path.join(folder, name)
  mkdirSync(at)
  await writePlan(at, plan(asked), choices)
  return at
}

describe('sweep.json', () => {
  it('gives the plan back', async () => {
    const found = await readPlan(await written('whole'))
    expect(found!.choices).toEqual(choices)
    const bare = (one: ReturnType<typeof plan>) =>
      one.trials.map(({ nameSetting: _, values, ...rest }) => ({ ...rest, values: [...values] }))
    expect(bare(found!.plan)).toEqual(bare(plan(asked)))
    expect(samePlan(found!.plan, plan(asked))).toBe(true)
  })

  it('is not there in a folder that is none, or new', async () => {
    expect(await readPlan(path.join(folder, 'nowhere'))).toBeUndefined()
  })

  it.each<[string, (text: string) => string, string]>([
    ['not JSON', text => text.slice(0, -9), 'not JSON'],
    ['another version', text => text.replace('"version": 1', '"version": 2'), 'version'],
    ['an unknown setting', text => text.replace('"epochs":"3"', '"epoch":"3"'), "no setting is called 'epoch'"],
    [
      'a value refused',
      text => text.replace('"epochs":"3"', '"epochs":"0"'),
      'fixed.epochs: expected an integer at least 1',
    ],
    [
      'another seed',
      text => text.replace('"sweepSeed": 7', '"sweepSeed": 8'),
      'its trials are not those that its settings make',
    ],
    ['another trial', text => text.replace('"seed":2', '"seed":3'), 'its trials are not those'],
  ])('is refused with %s', async (name, change, message) => {
    const at = await written(name)
    const file = path.join(at, 'sweep.json')
    const text = readFileSync(file, 'utf8')
    expect(change(text)).not.toBe(text)
    writeFileSync(file, change(text))
    await expect(readPlan(at)).rejects.toThrow(message)
  })
})

describe('planHash', () => {
  it('is that of everything that decides the trials', () => {
    const hash = planHash(plan(asked))
    expect(hash).toMatch(/^[0-9a-f]{6}$/)
    expect(planHash(plan({ ...asked }))).toBe(hash)
    expect(planHash(plan({ ...asked, config: { ...asked.config, file: '/elsewhere.json' } }))).toBe(hash)
    const fixed = { epochs: '3', shuffle: 'false' }
    expect(planHash(plan({ ...asked, fixed }))).toBe(hash)
    const others = [{ sweepSeed: 8 }, { seeds: 3 }, { holdOut: 10 }, { fixed: { epochs: '3' } }, { random: 6 }]
    for (const change of others) expect(planHash(plan({ ...asked, ...change }))).not.toBe(hash)
  })
})
