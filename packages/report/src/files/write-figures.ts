import path from 'node:path'
import { renderPng } from '../figures/png.ts'
import { writeAtomically } from './write-atomically.ts'

/** Writes `NAME.svg` and `NAME.png` of every figure, all at once. Gives the files' absolute paths. */
export async function writeFigures(
  figures: readonly { readonly name: string; readonly svg: string }[],
  folder: string,
): Promise<string[]> {
  const written = figures.map(async ({ name, svg }) => {
    const base = path.resolve(folder, name)
    await Promise.all([
      writeAtomically(`${base}.svg`, svg),
      renderPng(svg).then(png => writeAtomically(`${base}.png`, png)),
    ])
    return [`${base}.svg`, `${base}.png`]
  })
  return (await Promise.all(written)).flat()
}
