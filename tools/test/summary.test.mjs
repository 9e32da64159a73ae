import { expect, test } from 'vitest'
import { couldNotRun } from './result.mjs'
import { summaryTable, totals } from './summary.mjs'

const parts = [{ name: 'checks', passed: 4, failed: 0, seconds: 3.21 }, couldNotRun('C++, release build', 71)]

test('the last line adds the parts up, one that could not run as a failure', () => {
  expect(totals(parts)).toEqual({ passed: 4, failed: 1, line: '4 passed, 1 failed' })
})

test('the table has a line a part, in columns', () => {
  expect(summaryTable(parts)).toEqual([
    '✓ checks                 4 passed    0 failed        3.2 s',
    '✗ C++, release build     0 passed    1 failed   1 min 11 s',
  ])
})
