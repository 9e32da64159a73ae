#!/usr/bin/env node
// Plain JavaScript, so that it can say what is missing before anything is built.
import { existsSync } from 'node:fs'

const main = new URL('../dist/main.js', import.meta.url)

if (existsSync(main)) {
  await import(main.href)
} else {
  process.stderr.write('blasnet: it is not built yet; run `npm run setup` in the folder of the project\n')
  process.exitCode = 1
}
