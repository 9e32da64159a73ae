// Builds the addon and every package: pnpm build
import { buildOrFail } from './lib/build-or-fail.mjs'
import { prepareEnvironment } from './lib/environment.mjs'
import { main } from './lib/main.mjs'

prepareEnvironment()
await main(buildOrFail)
