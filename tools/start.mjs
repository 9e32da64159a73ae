// The main job, from nothing: npm start, or npm start -- --seeds 5
import { pathToFileURL } from 'node:url'
import { buildOrFail } from './lib/build-or-fail.mjs'
import { main } from './lib/main.mjs'
import { command, mainJob } from './lib/main-job.mjs'
import { setUp } from './setup/set-up.mjs'

await main(async () => {
  await setUp()
  await buildOrFail()
})

// The command runs in this process rather than in a child: so Ctrl-C reaches it alone, it decides how to end, and
// the exit status is its own.
if (process.exitCode === 0) {
  process.argv = [process.execPath, command, ...mainJob(process.argv.slice(2))]
  process.exitCode = undefined
  await import(pathToFileURL(command).href)
}
