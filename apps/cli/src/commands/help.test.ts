import { expect, it } from 'vitest'
import { textWidth } from '../terminal/text-width.ts'
import { runBlasnet } from '../testing/run-blasnet.ts'

it.each([
  ['evaluate', '--samples <n>'],
  ['predict', '--index <list>'],
  ['inspect', '--json'],
  ['gradcheck', '--epsilon <step>'],
  ['report', '--seeds <n>'],
  ['compare', '--out <dir>'],
  ['data', 'verify'],
  ['data verify', 'SHA-256'],
  ['data show', '--columns <n>'],
])('blasnet %s --help says what there is, with examples, within 80 columns', async (command, part) => {
  const { code, stdout, stderr } = await runBlasnet([...command.split(' '), '--help'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain(`Usage: blasnet ${command}`)
  expect(stdout).toContain(part)
  expect(stdout).toContain(`\nExamples:\n  $ blasnet ${command} `)
  for (const line of stdout.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(80)
})
