import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { checkSchema } from './catalogue/claim.ts'
import { parseCatalogue } from './catalogue/parse.ts'
import { taskSchema } from './catalogue/task.ts'

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')

describe('README', () => {
  it('shows a catalogue that is one', () => {
    const [, json] = /```json\n([\s\S]*?)```/.exec(readme)!
    expect(parseCatalogue(JSON.parse(json!)).tasks[0]!.claims).toHaveLength(1)
  })

  it('names every kind of task and of check', () => {
    for (const { options, row } of [
      { options: taskSchema.options, row: "a task's `kind`" },
      { options: checkSchema.options, row: "a check's `kind`" },
    ]) {
      const line = readme.split('\n').find(text => text.startsWith(`| ${row}`))!
      const named = [...line.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name).slice(1)
      const kinds = options.map(option => [...option.shape.kind.values][0])
      expect(named.toSorted()).toEqual(kinds.toSorted())
    }
  })
})
