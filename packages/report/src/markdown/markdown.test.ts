import { describe, expect, it } from 'vitest'
import { assembleReport } from '../document/assemble.ts'
import { makeContext } from '../document/context.ts'
import { judgeExpectations, judgeTasks } from '../document/judge.ts'
import { studyInput } from '../testing/study-input.ts'
import { renderMarkdown } from './render.ts'
import { textTable } from './table.ts'

describe('textTable', () => {
  it('lines up, and escapes what would end a cell', () => {
    const table = {
      columns: [
        { title: 'run', align: 'left' as const },
        { title: 'n', align: 'right' as const },
      ],
      rows: [
        ['a|b', '1'],
        ['long name', '23,000'],
      ],
    }
    expect(textTable(table)).toBe(
      ['| run       |      n |', '| --------- | -----: |', '| a\\|b      |      1 |', '| long name | 23,000 |'].join(
        '\n',
      ),
    )
  })
})

describe('renderMarkdown', async () => {
  const context = makeContext(await studyInput())
  const text = renderMarkdown(assembleReport(context, judgeTasks(context), judgeExpectations(context)))

  it('has every section, with an anchor that the tables link to', () => {
    for (const { id } of context.tasks) expect(text).toContain(`<a id="task-${id}"></a>\n\n## Task ${id}`)
    const targets = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, target]) => target)
    expect(targets.length).toBeGreaterThan(30)
    for (const target of targets) expect(text).toContain(`<a id="${target}"></a>`)
  })

  it('has formulas as TeX and figures as links', () => {
    expect(text).toContain('$$\n\\boxed{\\; w_{ji} \\leftarrow')
    expect(text).toContain('![Loss of the baseline](figures/2c-loss.svg)')
    expect(text).toContain('([PNG](figures/2c-loss.png))')
    expect(text).not.toMatch(/<math|<svg/)
  })

  it('has as many cells in every row of a table as in its head', () => {
    for (const table of text.split('\n\n').filter(part => part.startsWith('| '))) {
      const cells = table.split('\n').map(row => row.replaceAll('\\|', '').split('|').length)
      expect(new Set(cells).size, table.slice(0, 80)).toBe(1)
    }
  })

  it('tells verdicts by sign and word', () => {
    expect(text).toMatch(/\| ✓ reproduced +\|/)
    expect(text).toContain('- **not reproduced** — The reason is vanishing gradients')
  })
})
