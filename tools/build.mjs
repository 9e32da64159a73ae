// Builds the addon and every package, from nothing: pnpm build
import { buildOrFail } from './lib/build-or-fail.mjs'
import { main } from './lib/main.mjs'
import { setUp } from './setup/set-up.mjs'

await main(async () => {
  await setUp()
  await buildOrFail()
})
