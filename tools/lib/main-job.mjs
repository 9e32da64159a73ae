import { join } from 'node:path'
import { root } from './root.mjs'

/** The command that `npm start` runs. */
export const command = join(root, 'apps', 'cli', 'bin', 'blasnet.js')

/**
 * What `npm start -- …` makes the command do: the report of the study, with whatever was passed on. Every network is
 * trained with one seed unless `--seeds` says more.
 *
 * @param {readonly string[]} passedOn
 * @returns {string[]}
 */
export function mainJob(passedOn) {
  return ['report', ...passedOn]
}
