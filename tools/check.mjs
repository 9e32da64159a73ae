// Format, lint, types and the rules of the repository: pnpm check
import { prepareEnvironment } from './lib/environment.mjs'
import { main } from './lib/main.mjs'
import { checksPart } from './test/checks-part.mjs'

await main(async () => {
  prepareEnvironment()
  const { failed } = await checksPart()
  return failed > 0 ? 1 : 0
})
