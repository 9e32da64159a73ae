import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { command, mainJob } from './main-job.mjs'

it('is the report of the study, with whatever is passed on', () => {
  expect(mainJob([])).toEqual(['report'])
  expect(mainJob(['--seeds', '5', '--only', '3,4d'])).toEqual(['report', '--seeds', '5', '--only', '3,4d'])
})

it('is a job that the command knows, with one seed by default', () => {
  const help = execFileSync(process.execPath, [command, ...mainJob(['--help'])], { encoding: 'utf8' })
  expect(help).toMatch(/^Usage: blasnet report /)
  expect(help.replace(/\s+/g, ' ')).toContain('--seeds <n> train every network with the seeds 1 to n (default: 1)')
})
