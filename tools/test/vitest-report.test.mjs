import { expect, test } from 'vitest'
import { countVitest } from './vitest-report.mjs'

/**
 * @param {string} status
 * @param {readonly string[]} tests
 */
const file = (status, ...tests) => ({ status, assertionResults: tests.map(test => ({ status: test })) })

test('passed and failed tests are counted over all files', () => {
  const testResults = [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed', 'failed')]
  expect(countVitest({ testResults }, 1)).toEqual({ passed: 3, failed: 2 })
})

test.each(['skipped', 'pending', 'todo', 'disabled'])('a test that is %s counts as failed', status => {
  expect(countVitest({ testResults: [file('passed', 'passed', status)] }, 0)).toEqual({ passed: 1, failed: 1 })
})

test('a file that could not be loaded counts as one failure', () => {
  expect(countVitest({ testResults: [file('passed', 'passed'), file('failed')] }, 1)).toEqual({ passed: 1, failed: 1 })
})

test('an error outside every test counts as one failure', () => {
  expect(countVitest({ testResults: [file('passed', 'passed')] }, 1)).toEqual({ passed: 1, failed: 1 })
})

test('no test at all counts as one failure', () => {
  expect(countVitest({ testResults: [] }, 0)).toEqual({ passed: 0, failed: 1 })
})
