import { run } from '../lib/run.mjs'
import { findVersion, isAtLeast } from '../lib/version.mjs'
import { which } from '../lib/which.mjs'

/**
 * @typedef {'apt' | 'dnf' | 'pacman' | 'brew'} PackageManager
 *
 * @typedef {object} Requirement
 * @property {string} name
 * @property {() => Promise<string | undefined>} problem what is wrong with it here; undefined: nothing
 * @property {Record<PackageManager, readonly string[]>} packages that bring it
 */

/** @type {readonly Requirement[]} */
export const requirements = [
  {
    name: 'C++20 compiler',
    problem: compilerProblem,
    packages: { apt: ['g++'], dnf: ['gcc-c++'], pacman: ['gcc'], brew: [] },
  },
  program('CMake', 'cmake', '3.22', { apt: ['cmake'], dnf: ['cmake'], pacman: ['cmake'], brew: ['cmake'] }),
  program('Ninja', 'ninja', '1.10', { apt: ['ninja-build'], dnf: ['ninja-build'], pacman: ['ninja'], brew: ['ninja'] }),
  program('pkg-config', 'pkg-config', '0.29', {
    apt: ['pkg-config'],
    dnf: ['pkgconf-pkg-config'],
    pacman: ['pkgconf'],
    brew: ['pkgconf'],
  }),
  library('OpenBLAS', 'openblas', '0.3', {
    apt: ['libopenblas-dev'],
    dnf: ['openblas-devel'],
    pacman: ['openblas'],
    brew: ['openblas'],
  }),
  library('Highway', 'libhwy', '1.0', {
    apt: ['libhwy-dev'],
    dnf: ['highway-devel'],
    pacman: ['highway'],
    brew: ['highway'],
  }),
  library('GoogleTest', 'gtest', '1.10', {
    apt: ['libgtest-dev'],
    dnf: ['gtest-devel'],
    pacman: ['gtest'],
    brew: ['googletest'],
  }),
]

/** Those, and what only the tests need: a browser to look at the report's page with. */
export const testRequirements = [
  ...requirements,
  {
    name: 'Chromium',
    problem: async () => (which('chromium') === undefined ? 'not found' : undefined),
    packages: { apt: ['chromium'], dnf: ['chromium'], pacman: ['chromium'], brew: ['chromium'] },
  },
]

/**
 * Those of the requirements that this machine does not meet, all looked at side by side.
 *
 * @param {readonly Requirement[]} all
 * @returns {Promise<{ requirement: Requirement, problem: string }[]>}
 */
export async function findMissing(all) {
  const problems = await Promise.all(all.map(requirement => requirement.problem()))
  return all.flatMap((requirement, i) => {
    const problem = problems[i]
    return problem === undefined ? [] : [{ requirement, problem }]
  })
}

async function compilerProblem() {
  const compiler = process.env.CXX ?? ['c++', 'g++', 'clang++'].find(name => which(name))
  if (compiler === undefined) return 'not found'
  const program = '#include <bit>\n#include <concepts>\n#include <span>\nstatic_assert(std::integral<int>);\n'
  const outcome = await run(compiler, ['-std=c++20', '-fsyntax-only', '-x', 'c++', '-'], { input: program })
  return outcome.code === 0 ? undefined : `${compiler} does not compile C++20`
}

/**
 * @param {string} name
 * @param {string} command
 * @param {string} least
 * @param {Requirement['packages']} packages
 * @returns {Requirement}
 */
function program(name, command, least, packages) {
  return { name, packages, problem: () => versionProblem(command, ['--version'], least) }
}

/**
 * @param {string} name
 * @param {string} module its name in pkg-config
 * @param {string} least
 * @param {Requirement['packages']} packages
 * @returns {Requirement}
 */
function library(name, module, least, packages) {
  return { name, packages, problem: () => versionProblem('pkg-config', ['--modversion', module], least) }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} least
 */
async function versionProblem(command, args, least) {
  const outcome = await run(command, args)
  if (outcome.code !== 0) return 'not found'
  const version = findVersion(outcome.output)
  if (version === undefined) return `${command} does not say its version`
  return isAtLeast(version, least) ? undefined : `${version} found, ${least} or newer needed`
}
