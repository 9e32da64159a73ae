import type { Result } from '../results/document.ts'

/** The shallowest, the middle and the deepest. */
export function someDepths(results: readonly Result[]): number[] {
  const depths = [...new Set(results.map(({ setup }) => Number(setup.depth)))].sort((a, b) => a - b)
  const picked = [depths[0], depths[Math.floor((depths.length - 1) / 2)], depths.at(-1)]
  return [...new Set(picked.filter(depth => depth !== undefined))]
}
