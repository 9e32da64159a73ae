// The main job, from nothing: npm start, or npm start -- --preset all
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildOrFail } from './lib/build-or-fail.mjs'
import { main } from './lib/main.mjs'
import { root } from './lib/root.mjs'
import { setUp } from './setup/set-up.mjs'

await main(async () => {
  await setUp()
  await buildOrFail()
})

// The command runs in this process rather than in a child: so Ctrl-C reaches it alone, it decides how to end, and
// the exit status is its own.
if (process.exitCode === 0) {
  const command = join(root, 'apps', 'cli', 'bin', 'blasnet.js')
  process.argv = [process.execPath, command, 'train', ...process.argv.slice(2)]
  process.exitCode = undefined
  await import(pathToFileURL(command).href)
}
