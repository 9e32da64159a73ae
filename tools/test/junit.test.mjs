import { expect, test } from 'vitest'
import { failureReasons, parseJUnit } from './junit.mjs'

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="Linux-c++" tests="5" failures="1" disabled="1" skipped="1">
	<testcase name="Gemm.Odd&lt;float&gt;" classname="Gemm.Odd" time="0.1" status="run">
		<system-out>all &amp; well</system-out>
	</testcase>
	<testcase name="Gemm.Beta" classname="Gemm.Beta" time="0.1" status="fail">
		<failure message=""/>
		<system-out>expected 1 &lt; 2&#10;received &quot;3&quot; &#x263A;</system-out>
	</testcase>
	<testcase name="Crash" classname="Crash" time="0.1" status="notrun">
		<skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/>
	</testcase>
	<testcase name="Off" classname="Off" time="0" status="disabled"/>
	<testcase name="Last" classname="Last" time="0" status="run"/>
</testsuite>`

test('outcomes, names and outputs are read, entities decoded', () => {
  expect(parseJUnit(xml)).toEqual([
    { name: 'Gemm.Odd<float>', outcome: 'passed', output: 'all & well' },
    { name: 'Gemm.Beta', outcome: 'failed', output: 'expected 1 < 2\nreceived "3" ☺' },
    { name: 'Crash', outcome: 'skipped', output: '' },
    { name: 'Off', outcome: 'skipped', output: '' },
    { name: 'Last', outcome: 'passed', output: '' },
  ])
})

test('a file without test cases has none', () => expect(parseJUnit('<testsuite tests="0"/>')).toEqual([]))

test('why a test failed is in the closing list', () => {
  const output = `1/3 Test #1: Gemm.Odd (x) ....***Failed  0.1 sec

The following tests FAILED:
	  1 - Gemm.Odd (x) (Failed)
	 12 - Crash (Subprocess aborted)
Errors while running CTest
`
  expect([...failureReasons(output)]).toEqual([
    ['Gemm.Odd (x)', 'Failed'],
    ['Crash', 'Subprocess aborted'],
  ])
  expect(failureReasons('100% tests passed').size).toBe(0)
})
