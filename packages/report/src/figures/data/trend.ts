import type { Point } from '../svg/path.ts'
import { type Block, blockSteps } from './block-means.ts'

/**
 * Moving mean of block means over about `steps` steps. It is cut short evenly at the start, where the loss falls fast,
 * and on one side only at the end, where a mean of ever fewer would jump.
 */
export function trendOf(blocks: readonly Block[], steps: number): Point[] {
  const reach = Math.floor(steps / blockSteps / 2)
  const sums = [0]
  for (const { mean } of blocks) sums.push(sums.at(-1)! + mean)
  return blocks.map(({ step }, index) => {
    const first = index - Math.min(reach, index)
    const end = Math.min(index + Math.min(reach, index), blocks.length - 1) + 1
    return [step, (sums[end]! - sums[first]!) / (end - first)]
  })
}
