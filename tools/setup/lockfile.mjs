/**
 * The folders of the workspace's packages that have dependencies, as a pnpm lockfile lists them; `.` is the root.
 *
 * @param {string} lockfile
 * @returns {string[]}
 */
export function members(lockfile) {
  const section = /^importers:\n((?:(?: .*)?\n)*)/m.exec(lockfile)?.[1] ?? ''
  return [...section.matchAll(/^ {2}(\S.*):$/gm)].map(match => (match[1] ?? '').replace(/^'(.*)'$/, '$1'))
}
