// Checks the format of the C++ sources, or puts it right: node tools/clang-format.mjs [--write]
import { clangFormat } from './check/clang-format.mjs'
import { main } from './lib/main.mjs'

await main(async () => {
  const outcome = await clangFormat({ write: process.argv.includes('--write') })
  process.stdout.write(outcome.output)
  return outcome.code
})
