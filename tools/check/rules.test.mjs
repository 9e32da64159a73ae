import { describe, expect, test } from 'vitest'
import { findViolations } from './rules.mjs'

/** Put together here, so that this file keeps the rules that it tests. */
const slash = '/'
const host = ['registry', 'example', 'org'].join('.')

describe('what is found', () => {
  test.each([
    ['address of a package registry', `    resolution: {tarball: https:${slash}${slash}${host}${slash}a.tgz}`],
    ['address of a package registry', ['deb', 'example', 'org'].join('.')],
    ['address of a package registry', ['npm', 'pkg', 'example', 'com'].join('.')],
    ['path of a home directory', `see ${slash}home${slash}somebody/project`],
    ['path of a home directory', `"${slash}Users${slash}somebody"`],
    ['path of a home directory', `cd ${slash}root${slash}x`],
    ['conflict marker', '<'.repeat(7)],
    ['conflict marker', `${'>'.repeat(7)} branch`],
    ['conflict marker', '='.repeat(7)],
  ])('%s: %s', (rule, line) => {
    expect(findViolations(`first\n${line}\n`)).toMatchObject([{ line: 2, rule }])
  })
})

test.each([
  'the home page, packages/home/index.ts',
  'static.bind(this).net',
  'https://example.org/static/files',
  'index.test.ts and files.map(file => file.dev)',
  '======== a heading',
  'a <<<<<<< b',
  'src/root/x',
])('fine: %s', line => expect(findViolations(line)).toEqual([]))
