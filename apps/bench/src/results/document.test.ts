import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BlasnetError } from '@blasnet/check'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentOf, resultOf } from '../testing/documents.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import type { Document } from './document.ts'
import { describeMachine, steeringVariables } from './machine.ts'
import { parseDocument } from './parse-document.ts'
import { readDocument } from './read-document.ts'
import { documentText, writeDocument } from './write-document.ts'

const folder = temporaryFolder()
const full = documentOf(
  [
    resultOf('step/a', [0.1, 0.25], { seeds: [1, 2], notes: { loss: 0.5, version: '1', losses: [1, 0.5] } }),
    resultOf('step/b', [1e-9], { work: {}, setup: { fast: true, name: 'µ "b"' } }),
  ],
  { interrupted: true },
)

describe('a document', () => {
  it('comes back as it was written, from a folder that was not there', async () => {
    const file = join(folder, 'new', 'deep', 'bench.json')
    await writeDocument(file, full)
    expect(await readDocument(file)).toEqual(full)
  })

  it('has a line for each result', () => {
    const lines = documentText(full).split('\n')
    expect(lines.filter(line => line.includes('"id"'))).toHaveLength(2)
    expect(JSON.parse(documentText(documentOf([])))).toEqual(documentOf([]))
  })

  it('holds the machine that this is', () => {
    const here = describeMachine()
    expect(parseDocument({ ...full, machine: here }).machine).toEqual(here)
    expect(here.openblas.threads).toBe(1)
    expect(here.loadAverage).toHaveLength(3)
  })

  it('names what the environment tells OpenBLAS', () => {
    const env = { OPENBLAS_CORETYPE: 'Haswell', OMP_NUM_THREADS: '1', PATH: '/bin', HOME: '/' }
    expect(steeringVariables(env)).toEqual({ OMP_NUM_THREADS: '1', OPENBLAS_CORETYPE: 'Haswell' })
  })

  it('any samples survive to the last bit', () => {
    const seconds = fc.array(fc.double({ min: Number.MIN_VALUE, max: 1e6, noNaN: true }), { minLength: 1 })
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), seconds, (id, samples) => {
        const document = documentOf([resultOf(id, samples)])
        expect(parseDocument(JSON.parse(documentText(document)))).toEqual(document)
      }),
    )
  })
})

describe('a file that is no document is refused, naming file and field', () => {
  /** The whole document with one field, named by its keys, set to `value`. */
  const broken = (keys: string, value: unknown) => {
    const copy = structuredClone(full)
    const path = keys.split('.')
    const last = path.pop()!
    const owner = path.reduce<unknown>((object, key) => (object as Record<string, unknown>)[key], copy)
    Object.assign(owner as object, { [last]: value })
    return JSON.stringify(copy)
  }
  it.each([
    ['', 'expected a JSON document, received an empty file'],
    ['[]', 'the document: expected an object, received an array of length 0'],
    ['{}', "format: expected 'blasnet-bench', received undefined"],
    [broken('version', 2), 'version: expected 1, received 2'],
    [broken('created', 'today'), 'created: expected a date and time, ISO 8601, received "today"'],
    [broken('command', ['a', 1]), 'command[1]: expected a string, received 1'],
    [broken('machine', undefined), 'machine: expected an object, received undefined'],
    [broken('machine.cpu.cores', 0), 'machine.cpu.cores: expected an integer at least 1, received 0'],
    [broken('machine.environment.A', 1), 'machine.environment.A: expected a string, received 1'],
    [broken('results', {}), 'results: expected an array, received an object'],
    [broken('results.1.id', undefined), 'results[1].id: expected a string that is not empty, received undefined'],
    [broken('results.1.id', 'step/a'), 'results[1].id: expected an id that no other result has, received "step/a"'],
    [broken('results.0.seconds', []), 'results[0].seconds: expected at least one sample, received an array of length'],
    // Written as null.
    [
      broken('results.0.seconds', [1, Number.NaN]),
      'results[0].seconds[1]: expected a finite number above 0, received null',
    ],
    [broken('results.0.seconds.1', 0), 'results[0].seconds[1]: expected a finite number above 0, received 0'],
    [broken('results.0.work.flops', 'a'), 'results[0].work.flops: expected a finite number above 0, received "a"'],
    [broken('results.0.setup.a', []), 'results[0].setup.a: expected a finite number, received an array of length 0'],
    [
      broken('results.0.suite', 'speed'),
      "results[0].suite: expected one of 'step', 'depth', 'kernels', 'scale', 'accuracy', 'peers', received \"speed\"",
    ],
    ['{"format": "blasnet-bench", "seconds": NaN}', 'expected a JSON document: '],
  ])('%#', async (text, message) => {
    const file = join(folder, 'broken.json')
    writeFileSync(file, text)
    const error = await readDocument(file).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(BlasnetError)
    expect((error as BlasnetError).code).toBe('ERR_BLASNET_DATA')
    expect((error as BlasnetError).message.slice(0, `${file}: ${message}`.length)).toBe(`${file}: ${message}`)
  })

  it('wherever it is cut off', async () => {
    const text = documentText(full)
    const file = join(folder, 'cut.json')
    for (let length = 1; length < text.length - 2; length += 7) {
      writeFileSync(file, text.slice(0, length))
      await expect(readDocument(file), `${length}`).rejects.toThrow(file)
    }
    writeFileSync(file, text.slice(0, 500))
    await expect(readDocument(file)).rejects.toThrow('it seems to have been cut off')
  })

  it('and one that cannot be read', async () => {
    await expect(readDocument(join(folder, 'none.json'))).rejects.toThrow('none.json: cannot be read: no such file')
    mkdirSync(join(folder, 'a-folder'))
    await expect(readDocument(join(folder, 'a-folder'))).rejects.toThrow('cannot be read: it is a folder')
    const later: Document = { ...full, ...({ colour: 'blue' } as object) }
    expect(parseDocument(later)).toEqual(full)
  })
})
