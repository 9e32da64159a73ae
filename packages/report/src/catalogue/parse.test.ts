import { OptionError } from '@blasnet/check'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { smallCatalogue } from '../testing/small-catalogue.ts'
import { parseCatalogue } from './parse.ts'

type Loose = Record<string, never>

/** The message of the error for a catalogue that `change` spoils. */
function messageAfter(change: (catalogue: ReturnType<typeof smallCatalogue> & Loose) => void): string {
  const catalogue = smallCatalogue()
  change(catalogue as ReturnType<typeof smallCatalogue> & Loose)
  return messageOf(catalogue)
}

function messageOf(value: unknown): string {
  try {
    parseCatalogue(value, 'my.json')
  } catch (error) {
    expect(error).toBeInstanceOf(OptionError)
    return (error as OptionError).message
  }
  throw new Error('expected an OptionError')
}

describe('parseCatalogue', () => {
  it('takes a small catalogue as it is', () => {
    expect(parseCatalogue(smallCatalogue())).toEqual(smallCatalogue())
  })

  it.each([
    [
      'a misspelt key',
      (c: Loose) => Object.assign(c, { titel: 'x' }),
      'my.json: titel: expected no such key, received "x"',
    ],
    ['a missing key', (c: Loose) => void delete c.title, 'my.json: title: expected a string, received undefined'],
    [
      'an empty title',
      (c: Loose) => Object.assign(c, { title: ' ' }),
      'my.json: title: expected a string that is not empty, received " "',
    ],
    ['another version', (c: Loose) => Object.assign(c, { version: 2 }), 'my.json: version: expected 1, received 2'],
    [
      'no networks',
      (c: Loose) => Object.assign(c, { networks: [] }),
      'my.json: networks: expected an array of at least 1 entry, received an array of length 0',
    ],
  ])('names the path of %s', (_, change, message) => {
    expect(messageAfter(change as never)).toBe(message)
  })

  it.each([
    ['slot', 8, 'networks[1].slot: expected a number at most 7, received 8'],
    ['slot', 1.5, 'networks[1].slot: expected an integer, received 1.5'],
    ['id', 'ä b', 'networks[1].id: expected letters, digits, . _ -, at most 64 of them, received "ä b"'],
    ['role', 'side', "networks[1].role: expected one of 'main', 'supplementary', received \"side\""],
    ['config', { hidden: [0] }, 'networks[1].config.hidden[0]: expected a number above 0, received 0'],
    ['config', { initializer: 'uniform' }, 'networks[1].config.initializer: expected an object, received "uniform"'],
  ])('names the path within a network: %s %o', (key, value, message) => {
    expect(messageAfter(c => Object.assign(c.networks[1]!, { [key]: value }))).toBe(`my.json: ${message}`)
  })

  it.each([
    [{ kind: 'nonsense' }, /^tasks\[1\]\.kind: expected one of 'derivation', .*'depth-analysis', received "nonsense"$/],
    [{ networks: ['a', 'c'] }, /^tasks\[1\]\.networks\[1\]: expected one of 'a', 'b', received "c"$/],
    [{ id: '1' }, /^tasks\[1\]\.id: expected a name not used before, received "1"$/],
    [{ also: ['3'] }, /^tasks\[2\]\.id: expected a name not used before, received "3"$/],
    [
      { findings: [{ text: 't', when: [{ claim: 'slower', verdict: 'reproduced' }] }] },
      /^tasks\[1\]\.findings\[0\]\.when\[0\]\.claim: expected one of the task's claims 'faster', received "slower"$/,
    ],
    [{ labels: { x: 'X' } }, /^tasks\[1\]\.labels\.x: expected one of 'a', 'b', received "x"$/],
    [
      { figures: [{ kind: 'curves', id: 'f', title: 'F', quantities: ['loss'] }] },
      /^tasks\[1\]\.figures\[0\]\.quantities\[0\]: expected one of 'trainLoss', .*, received "loss"$/,
    ],
    [
      { figures: [{ kind: 'curves', id: 'f', title: 'F', quantities: [] }] },
      /^tasks\[1\]\.figures\[0\]\.quantities: expected an array of at least 1 entry, received an array of length 0$/,
    ],
    [
      { figures: [{ kind: 'layers', id: 'f', title: 'F', quantity: 'weightNorm', networks: ['z'] }] },
      /^tasks\[1\]\.figures\[0\]\.networks\[0\]: expected one of 'a', 'b', received "z"$/,
    ],
  ])('names the path within a task: %o', (change, message) => {
    expect(messageAfter(c => Object.assign(c.tasks[1]!, change)).replace('my.json: ', '')).toMatch(message)
  })

  it.each([
    [{ kind: 'bigger' }, /checks\[0\]\.kind: expected one of 'greater', .*, received "bigger"$/],
    [{ measure: 'seconds' }, /checks\[0\]\.measure: expected one of 'parameters', .*, received "seconds"$/],
    [{ than: 'c' }, /checks\[0\]\.than: expected one of 'a', 'b', received "c"$/],
    [{ tolerance: 1 }, /checks\[0\]\.tolerance: expected no such key, received 1$/],
  ])('names the path within a check: %o', (change, message) => {
    const spoil = (c: ReturnType<typeof smallCatalogue>) => Object.assign(c.tasks[1]!.claims![0]!.checks[0]!, change)
    expect(messageAfter(spoil)).toMatch(/^my\.json: tasks\[1\]\.claims\[0\]\./)
    expect(messageAfter(spoil)).toMatch(message)
  })

  it('knows sources that do not exist', () => {
    expect(messageAfter(c => Object.assign(c.networks[0]!.expected![0]!, { source: 'web' }))).toBe(
      'my.json: networks[0].expected[0].source: expected one of the sources \'book\', received "web"',
    )
    expect(messageAfter(c => void delete (c as Loose).sources)).toBe(
      'my.json: networks[0].expected[0].source: expected one of the sources (none), received "book"',
    )
  })

  it('says which kind of derivation there is', () => {
    expect(messageAfter(c => Object.assign(c.tasks[0]!, { derivation: 'all' }))).toBe(
      "my.json: tasks[0].derivation: expected one of 'unit', 'batch', or an array, received \"all\"",
    )
  })

  it('refuses whatever is no catalogue with an OptionError that names the file', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true }), value => {
        expect(messageOf(value)).toMatch(/^my\.json/)
      }),
      { numRuns: 300 },
    )
  })

  it('refuses a catalogue with any one value replaced by something else, naming a path, or takes it', () => {
    const paths = leafPaths(smallCatalogue())
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.oneof(fc.integer(), fc.string(), fc.constant(null)), (path, value) => {
        const catalogue = smallCatalogue()
        setAt(catalogue, path, value)
        try {
          parseCatalogue(catalogue, 'my.json')
        } catch (error) {
          expect(error).toBeInstanceOf(OptionError)
          expect((error as OptionError).message).toMatch(/^my\.json: [a-z]+(\.|\[|:)/)
        }
      }),
      { numRuns: 500 },
    )
  })
})

type Path = readonly (string | number)[]

function leafPaths(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path]
  return Object.entries(value).flatMap(([key, inner]) =>
    leafPaths(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

function setAt(root: object, path: Path, value: unknown): void {
  const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], root)
  ;(parent as Record<string, unknown>)[path.at(-1)!] = value
}
