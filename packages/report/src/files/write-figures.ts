import path from 'node:path'
import { renderPng } from '../figures/png.ts'
import { writeAtomically } from './write-atomically.ts'

/** Writes `NAME.svg` and `NAME.png` of every figure. Gives the files' absolute paths. */
export async function writeFigures(
  figures: readonly { readonly name: string; readonly svg: string }[],
  folder: string,
): Promise<string[]> {
  const files: string[] = []
  for (const { name, svg } of figures) {
    const base = path.resolve(folder, name)
    await writeAtomically(`${base}.svg`, svg)
    await writeAtomically(`${base}.png`, renderPng(svg))
    files.push(`${base}.svg`, `${base}.png`)
  }
  return files
}
