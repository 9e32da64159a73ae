import { describe, expect, it } from 'vitest'
import { createStyle } from './style.ts'
import { renderTable } from './table.ts'

const plain = createStyle({}, {})
const coloured = createStyle({}, { FORCE_COLOR: '1' })

describe('renderTable', () => {
  it('aligns columns by what the terminal shows', () => {
    const lines = renderTable({
      columns: [{ title: 'class' }, { title: 'n', align: 'right' }, { title: 'note' }],
      rows: [
        ['数字', '7', 'wide'],
        ['👟', '1,000', ''],
        ['\x1b[31mred\x1b[39m', '12', 'x'],
      ],
      style: plain,
    })
    expect(lines).toEqual([
      'class      n  note',
      '─────  ─────  ────',
      '数字       7  wide',
      '👟     1,000',
      '\x1b[31mred\x1b[39m       12  x',
    ])
  })

  it('sets the total apart', () => {
    const columns = [{ title: 'layer' }, { title: 'parameters', align: 'right' }] as const
    expect(renderTable({ columns, rows: [['0', '50,240']], total: ['total', '50,880'], style: plain })).toEqual([
      'layer  parameters',
      '─────  ──────────',
      '0          50,240',
      '─────  ──────────',
      'total      50,880',
    ])
  })

  it('breaks titles where asked to, before it leaves anything out', () => {
    const columns = [
      { title: 'network' },
      { title: 'final validation accuracy', align: 'right' },
      { title: 'stopped at epoch', align: 'right', dispensable: 1 },
    ] as const
    const rows = [['64', '91.63 %', '45.4']]
    const table = (width: number) => renderTable({ columns, rows, style: plain, width, wrapTitles: true })
    expect(table(52)).toEqual([
      'network  final validation accuracy  stopped at epoch',
      '───────  ─────────────────────────  ────────────────',
      '64                         91.63 %              45.4',
    ])
    expect(table(51)).toEqual([
      '              final  stopped',
      '         validation       at',
      'network    accuracy    epoch',
      '───────  ──────────  ───────',
      '64          91.63 %     45.4',
    ])
    expect(table(27).slice(0, 3)).toEqual(['              final', '         validation', 'network    accuracy'])
  })

  it('leaves out what is dispensable, the highest number first, and says so', () => {
    const columns = [
      { title: 'tensor' },
      { title: 'mean' },
      { title: 'min', dispensable: 1 },
      { title: 'std', dispensable: 2 },
    ]
    const table = (width?: number) => renderTable({ columns, rows: [['w', '1', '2', '3']], style: plain, width })
    expect(table()[0]).toBe('tensor  mean  min  std')
    expect(table(22)[0]).toBe('tensor  mean  min  std')
    expect(table(21)).toEqual([
      'tensor  mean  min',
      '──────  ────  ───',
      'w       1     2',
      '(a wider terminal',
      'shows std too)',
    ])
    expect(table(5)).toEqual([
      'tensor  mean',
      '──────  ────',
      'w       1',
      '(a',
      'wider',
      'terminal',
      'shows',
      'min,',
      'std',
      'too)',
    ])
  })

  it('draws titles without rows', () => {
    expect(renderTable({ columns: [{ title: 'a' }], rows: [], style: coloured })).toEqual([
      '\x1b[1ma\x1b[22m',
      '\x1b[2m─\x1b[22m',
    ])
  })
})
