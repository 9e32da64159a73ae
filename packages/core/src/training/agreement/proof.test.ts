import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ACTIVATION_KINDS, INITIALIZER_KINDS, LOSS_KINDS, OPTIMIZER_KINDS, SCHEDULE_KINDS } from '../../options.ts'

const page = new URL('../../../../../docs/proof.md', import.meta.url)
const text = readFileSync(page, 'utf8')

/** Links that texts refer to by name. */
const targets = new Map(Array.from(text.matchAll(/^\[([\w-]+)\]: (\S+)$/gm), ([, name, target]) => [name!, target!]))

/** Rows of the table of a section, cell by cell, without its head. */
function rowsOf(section: string): string[][] {
  const [, body = ''] = text.split(`## ${section}\n`)
  const [own = ''] = body.split('\n## ')
  const lines = own.split('\n').filter(line => line.startsWith('|'))
  return lines.slice(2).map(line =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map(cell => cell.trim()),
  )
}

const SECTIONS: [string, readonly string[]][] = [
  ['Activations', ACTIVATION_KINDS],
  ['Losses', LOSS_KINDS],
  ['Layers and penalties', ['batchNorm', 'dropout', 'l1', 'l2']],
  ['Optimizers', [...OPTIMIZER_KINDS, 'weightDecay', 'decoupledWeightDecay', 'clipping', 'maxNorm', 'averaging']],
  ['Initialisers', INITIALIZER_KINDS],
  ['Schedules', [...SCHEDULE_KINDS, 'warmup']],
]

test.each(SECTIONS)('%s: a row for each kind, and none that says nothing', (section, kinds) => {
  const rows = rowsOf(section)
  const named = rows.map(([first]) => /^`([\w-]+)`/.exec(first!)?.[1])
  expect(kinds.filter(kind => !named.includes(kind))).toEqual([])
  for (const [what, formula, source, checks, twin, torch, broken, ...more] of rows) {
    expect(more, what).toEqual([])
    // A source may be missing: not every formula is somebody's.
    expect(typeof source).toBe('string')
    for (const cell of [formula, checks, twin, torch, broken]) expect(cell, what).not.toBe('')
  }
})

/** Names of links, and paths of those that carry one. */
function linksOf(part: string): string[] {
  return Array.from(part.matchAll(/\]\[([\w-]+)\]/g), ([, name]) => targets.get(name!) ?? `no link ${name}`)
}

test('every link leads to a file, and every link is used', () => {
  const inline = Array.from(text.matchAll(/\]\(([^)#]+)\)/g), ([, path]) => path!)
  const missing = [...inline, ...linksOf(text), ...targets.values()].filter(path => !existsSync(new URL(path, page)))
  expect(missing).toEqual([])
  expect(new Set(linksOf(text))).toEqual(new Set(targets.values()))
})

test('every C++ test that a row names is in a file of that row', () => {
  const named = SECTIONS.flatMap(([section]) => rowsOf(section)).flatMap(cells => {
    const row = cells.join(' ')
    const files = linksOf(row).filter(path => path.endsWith('.cc') && existsSync(new URL(path, page)))
    const sources = files.map(path => readFileSync(new URL(path, page), 'utf8'))
    return Array.from(row.matchAll(/`([A-Z]\w+)\.([A-Z]\w+)`/g), ([name, suite, test]) => ({
      name: name!,
      found: sources.some(source => source.includes(`TEST(${suite}, ${test})`)),
    }))
  })
  expect(named.filter(({ found }) => !found)).toEqual([])
  expect(named.length).toBeGreaterThan(10)
})
