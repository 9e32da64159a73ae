import { join } from 'node:path'
import { root } from './root.mjs'

const folder = join(root, 'build', 'pnpm')

/** Where the project keeps a pnpm of its own on machines whose global folder may not be written. */
export const localPnpm = {
  folder,
  bin: join(folder, 'node_modules', '.bin'),
  manifest: join(folder, 'node_modules', 'pnpm', 'package.json'),
}
