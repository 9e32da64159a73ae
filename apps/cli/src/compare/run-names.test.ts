import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../errors/usage-error.ts'
import { runNames } from './run-names.ts'

describe('runNames', () => {
  it.each([
    [['runs/a'], ['a']],
    [
      ['runs/a', 'runs/b/', './runs/c/.'],
      ['a', 'b', 'c'],
    ],
    [
      ['one/runs/a', 'two/runs/a', 'two/runs/b'],
      ['one/runs/a', 'two/runs/a', 'two/runs/b'],
    ],
    [
      ['/x/1', '/y/1', '/x/2'],
      ['x/1', 'y/1', 'x/2'],
    ],
    [
      ['/1', '/a/1'],
      ['1', 'a/1'],
    ],
    [['/'], ['/']],
  ])('of %j are %j', (folders, names) => expect(runNames(folders)).toEqual(names))

  it('refuses a folder that is given twice, however it is written', () => {
    expect(() => runNames(['runs/a', 'runs/b', 'runs/x/../a'])).toThrow(
      new UsageError("compare: 'runs/x/../a' is given twice"),
    )
  })

  it('are never the same for two folders', () => {
    const folder = fc
      .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
      .map(parts => parts.join('/'))
    fc.assert(
      fc.property(fc.uniqueArray(folder, { minLength: 1, maxLength: 8 }), folders => {
        const names = runNames(folders)
        expect(new Set(names).size).toBe(folders.length)
        for (const [index, name] of names.entries()) expect(path.resolve(folders[index]!).endsWith(name)).toBe(true)
      }),
    )
  })
})
