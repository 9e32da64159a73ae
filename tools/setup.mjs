// Makes this machine ready: npm run setup
import { main } from './lib/main.mjs'
import { setUp } from './setup/set-up.mjs'

await main(setUp)
