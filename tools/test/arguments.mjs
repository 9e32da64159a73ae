import { Failure } from '../lib/failure.mjs'

export const PARTS = /** @type {const} */ (['checks', 'cpp', 'ts'])

/** @typedef {typeof PARTS[number]} Part */

/**
 * Which parts to run: all, or those of `--only cpp,ts`.
 *
 * @param {readonly string[]} args
 * @returns {Part[]}
 * @throws {Failure} on anything else
 */
export function parseParts(args) {
  if (args.length === 0) return [...PARTS]
  const [flag = '', value = '', ...rest] = args[0]?.startsWith('--only=')
    ? ['--only', args[0].slice('--only='.length), ...args.slice(1)]
    : args
  const names = value.split(',')
  const known = names.filter(isPart)
  if (flag !== '--only' || rest.length > 0 || known.length !== names.length)
    throw new Failure(`expected nothing or --only with some of ${PARTS.join(',')}, received ${args.join(' ')}`)
  return PARTS.filter(part => known.includes(part))
}

/**
 * @param {string} name
 * @returns {name is Part}
 */
function isPart(name) {
  return PARTS.some(part => part === name)
}
