import type { Labels } from '@blasnet/datasets'
import type { FloatArray } from '@blasnet/native'

/** Probabilities, predictions or targets, row by row. */
export type Values = FloatArray

/** True classes from 0, [count]. */
export type TrueLabels = Labels | readonly number[]
