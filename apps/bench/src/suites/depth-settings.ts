import type { DType } from '@blasnet/native'

/** What `depth` varies; the first value of each is the one that the others are varied around. */
export interface DepthLists {
  /** Hidden layers. */
  readonly depths: readonly number[]
  /** Units of every hidden layer. */
  readonly widths: readonly number[]
  readonly batchSizes: readonly number[]
  readonly dtypes: readonly DType[]
  readonly threads: readonly number[]
}

export interface DepthSetting {
  readonly depth: number
  readonly width: number
  readonly batchSize: number
  readonly dtype: DType
  readonly threads: number
}

/**
 * Every depth with every width; and every depth with each other batch size, dtype and number of threads, all else being
 * the first of its list. With `all`, every combination.
 */
export function depthSettings(lists: DepthLists, all: boolean): DepthSetting[] {
  const { depths, widths, batchSizes, dtypes, threads } = lists
  const every = depths.flatMap(depth =>
    widths.flatMap(width =>
      batchSizes.flatMap(batchSize =>
        dtypes.flatMap(dtype => threads.map(count => ({ depth, width, batchSize, dtype, threads: count }))),
      ),
    ),
  )
  if (all) return every
  return every.filter(setting => {
    const others = [
      setting.width !== widths[0],
      setting.batchSize !== batchSizes[0],
      setting.dtype !== dtypes[0],
      setting.threads !== threads[0],
    ]
    return others.filter(isOther => isOther).length <= 1
  })
}
