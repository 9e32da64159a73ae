// Format, lint, types and the rules of the repository: pnpm check
import { main } from './lib/main.mjs'
import { setUp } from './setup/set-up.mjs'
import { checksPart } from './test/checks-part.mjs'

await main(async () => {
  await setUp()
  const { failed } = await checksPart()
  return failed > 0 ? 1 : 0
})
