/** Steps that training losses are averaged over, as in the study. */
export const blockSteps = 10

export interface Block {
  /** Centre of the block's steps. */
  readonly step: number
  readonly mean: number
  /** Of the losses of the block, n in the denominator: how far they spread, not an estimate for others. */
  readonly deviation: number
}

/** Mean and deviation of ten steps at a time, over all seeds that have all ten; the rest of the last ten is left out. */
export function blockMeans(losses: readonly (readonly number[])[]): Block[] {
  const longest = Math.max(0, ...losses.map(({ length }) => length))
  const blocks: Block[] = []
  for (let first = 0; first + blockSteps <= longest; first += blockSteps) {
    const runs = losses.filter(({ length }) => length >= first + blockSteps)
    blocks.push(blockOf(runs, first))
  }
  return blocks
}

function blockOf(runs: readonly (readonly number[])[], first: number): Block {
  let [sum, squares] = [0, 0]
  for (const losses of runs) {
    for (let step = first; step < first + blockSteps; step++) {
      sum += losses[step]!
      squares += losses[step]! ** 2
    }
  }
  const count = runs.length * blockSteps
  const mean = sum / count
  return { step: first + (blockSteps - 1) / 2, mean, deviation: Math.sqrt(Math.max(0, squares / count - mean ** 2)) }
}
