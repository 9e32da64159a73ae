import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/root.mjs'
import { runOrFail } from '../lib/run.mjs'
import { duration, say } from '../lib/say.mjs'
import { members } from './lockfile.mjs'

const STAMP = join(root, 'node_modules', '.set-up')

/**
 * The packages of the lockfile, in node_modules. Does nothing when the lockfile, the manifests and Node are the ones
 * of the last time.
 */
export async function ensureDependencies() {
  const { folders, state } = readState()
  if (isDone(folders, state)) return
  say('set-up: installing the packages of the lockfile (pnpm install)')
  // Development dependencies build and test the project: they are wanted under NODE_ENV=production too.
  const outcome = await runOrFail('pnpm', ['install', '--frozen-lockfile', '--prod=false'], {
    // Without it pnpm asks, on a terminal, before it removes a node_modules that another version made.
    env: { ...process.env, npm_config_confirm_modules_purge: 'false' },
    advice: 'check the network and that the lockfile fits the manifests, then run the same command again',
  })
  writeFileSync(STAMP, state)
  say(`set-up: packages of the lockfile installed in ${duration(outcome.seconds)}`)
}

function readState() {
  const lockfile = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')
  const folders = members(lockfile)
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}\0`)
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...folders.map(folder => join(folder, 'package.json'))])
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return { folders, state: `${hash.digest('hex')}\n` }
}

/**
 * @param {readonly string[]} folders
 * @param {string} state
 */
function isDone(folders, state) {
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== state) return false
  return folders.every(folder => existsSync(join(root, folder, 'node_modules')))
}
