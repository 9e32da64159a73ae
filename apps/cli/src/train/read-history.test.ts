import { writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Failure } from '../errors/failure.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { jsonChunks } from './json-chunks.ts'
import { readHistory } from './read-history.ts'

const file = path.join(temporaryFolder(), 'history.json')

const history = {
  parameters: 12,
  trainLoss: [2.5, 1.25, 0.1 + 0.2],
  validation: [
    { step: 0, loss: 2, accuracy: 0.5, trainAccuracy: 0.25 },
    { step: 2, loss: 1, accuracy: 1, trainAccuracy: 1 },
  ],
  stopped: { reason: 'completed', step: 2, epoch: 1.5 },
  normalisation: { mean: 33.5, std: 78.8 },
  seconds: { total: 3, training: 2, validation: 1 },
}

function read(document: unknown) {
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document))
  return readHistory(file)
}

describe('readHistory', () => {
  it('reads back what is written, to the last bit, with whatever else stands there', async () => {
    expect(await read([...jsonChunks(history)].join(''))).toEqual(history)
    const more = { ...history, seconds: { ...history.seconds, loading: 0.5 }, remark: 'mine' }
    expect(await read(more)).toEqual(more)
  })

  it.each([
    [{ trainLoss: [1, null, 1] }, 'trainLoss.1: expected number, received null'],
    [{ trainLoss: [1] }, 'stopped.step is 2, but trainLoss has 1 steps'],
    [{ stopped: { ...history.stopped, reason: 'tired' } }, /^stopped\.reason: .*"early-stopping"/],
    [{ validation: history.validation.toReversed() }, 'validation.1.step: 0 does not follow, or was not taken'],
    [{ validation: [{ ...history.validation[1], step: 3 }] }, 'validation.0.step: 3 does not follow, or was not taken'],
    [{ validation: [{ ...history.validation[0], accuracy: 1.5 }] }, /^validation\.0\.accuracy: .*<=1/],
    [{ machine: { cpu: 'fast' } }, 'machine.cpu: expected object, received string'],
    [{ parameters: undefined }, /^parameters: expected /],
  ])('refuses %j', async (change, problem) => {
    const refused = await read({ ...history, ...change }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Failure)
    const [start, what] = [`'${file}' is damaged: `, (refused as Failure).message]
    expect(what.slice(0, start.length)).toBe(start)
    if (typeof problem === 'string') expect(what.slice(start.length)).toBe(problem)
    else expect(what.slice(start.length)).toMatch(problem)
  })

  it('refuses a file that is cut anywhere', async () => {
    const whole = [...jsonChunks(history)].join('').trimEnd()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async length => {
        await expect(read(whole.slice(0, length))).rejects.toThrow(/is damaged: not JSON/)
      }),
    )
  })

  it('says which file is not there', async () => {
    await expect(readHistory('/none/history.json')).rejects.toThrow(
      new Failure("cannot read '/none/history.json': no such file or directory"),
    )
  })
})
