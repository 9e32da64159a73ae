import { describe, expect, test } from 'vitest'
import { installLine } from './commands.mjs'
import { findMissing, requirements, testRequirements } from './requirements.mjs'
import { howToInstall, packagesFor } from './system.mjs'

const everything = requirements.map(requirement => ({ requirement, problem: 'not found' }))
const openblas = everything.filter(({ requirement }) => requirement.name === 'OpenBLAS')

/**
 * @param {typeof everything} missing
 * @param {import('./requirements.mjs').PackageManager | undefined} manager
 * @param {{ root: boolean, sudo: boolean }} here
 */
const advice = (missing, manager, here) => howToInstall(missing, manager, packagesFor(missing, manager), here)

describe('the exact command', () => {
  test('Debian: update, then install without recommendations', () => {
    expect(installLine('apt', packagesFor(everything, 'apt'), false)).toBe(
      'sudo apt-get update && sudo apt-get install --yes --no-install-recommends ' +
        'g++ cmake ninja-build pkg-config libopenblas-dev libhwy-dev libgtest-dev',
    )
  })

  test('the tests need a browser besides', () => {
    const names = testRequirements.map(({ name }) => name)
    expect(names).toEqual([...requirements.map(({ name }) => name), 'Chromium'])
  })

  test('what is met is not missing', async () => {
    /** @param {string | undefined} problem */
    const requirement = problem => ({
      name: String(problem),
      problem: async () => problem,
      packages: { apt: ['a'], dnf: ['d'], pacman: ['p'], brew: ['b'] },
    })
    const [met, unmet] = [requirement(undefined), requirement('too old')]
    expect(await findMissing([met, unmet])).toEqual([{ requirement: unmet, problem: 'too old' }])
  })

  test('Fedora', () => {
    expect(installLine('dnf', packagesFor(everything, 'dnf'), false)).toBe(
      'sudo dnf install gcc-c++ cmake ninja-build pkgconf-pkg-config openblas-devel highway-devel gtest-devel',
    )
  })

  test('macOS: Homebrew without sudo', () => {
    expect(installLine('brew', packagesFor(everything, 'brew'), false)).toBe(
      'brew install cmake ninja pkgconf openblas highway googletest',
    )
  })

  test('root needs no sudo', () => {
    expect(installLine('pacman', packagesFor(openblas, 'pacman'), true)).toBe('pacman -S --needed openblas')
  })
})

describe('what a person is told', () => {
  test('with sudo: the problem and the command', () => {
    expect(advice(openblas, 'apt', { root: false, sudo: true })).toBe(`missing:
    OpenBLAS: not found
run:
    sudo apt-get update && sudo apt-get install --yes --no-install-recommends libopenblas-dev
and then the same command again`)
  })

  test('without sudo the command is for the shell of root', () => {
    const text = advice(openblas, 'apt', { root: false, sudo: false })
    expect(text).toContain('run, as root:\n    apt-get update && apt-get install')
    expect(text).not.toContain('sudo')
  })

  test('macOS: the compiler comes from Xcode', () => {
    const text = advice(everything, 'brew', { root: false, sudo: true })
    expect(text).toContain('xcode-select --install')
    expect(text).toContain('run:\n    brew install cmake')
    expect(advice(openblas, 'brew', { root: false, sudo: true })).not.toContain('xcode-select')
  })

  test('an unknown system: the names alone', () => {
    expect(advice(openblas, undefined, { root: true, sudo: false })).toBe(
      'missing:\n    OpenBLAS: not found\ninstall them with the package manager of this system',
    )
  })
})
