import { describe, expect, it } from 'vitest'
import { counted, duration, percent, significant } from './format.ts'
import { renderTable } from './table.ts'

describe('significant', () => {
  it.each([
    [0, '0'],
    [0.01234, '0.0123'],
    [9.996, '10.00'],
    [12.34, '12.3'],
    [123.4, '123'],
    [1234.5, '1,235'],
    [-5.5, '-5.50'],
  ])('%s', (value, text) => {
    expect(significant(value)).toBe(text)
  })
  it('has units', () => {
    expect([duration(36.6e-6), duration(4.5e-3), duration(7.89)]).toEqual(['36.6 µs', '4.50 ms', '7.89 s'])
    expect(percent(0.8421)).toBe('84.2')
    expect([counted(1, 'core'), counted(1200, 'step')]).toEqual(['1 core', '1,200 steps'])
  })
})

describe('renderTable', () => {
  it('aligns columns by characters', () => {
    expect(
      renderTable([{ title: 'name', align: 'left' }, { title: 'µs' }], [['a·b', '1.5'], ['longer', '12.25'], ['x']]),
    ).toBe('name       µs\n──────  ─────\na·b       1.5\nlonger  12.25\nx\n')
  })
})
