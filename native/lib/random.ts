import { addon } from './addon.ts'
import type { NativeAddon } from './addon-types.ts'

/**
 * Fills `out` with U[low, high), from Philox4x32-10 (Salmon et al. 2011). The same seed and stream give the same
 * numbers on every machine; two streams of a seed share no random bits. Seed and stream: integers 0 … 2⁵³ − 1.
 */
export const fillUniform: NativeAddon['fillUniform'] = options => addon.fillUniform(options)

/**
 * Fills `out` with N(mean, standardDeviation²), by the polar method of Marsaglia and Bray (1964). Equal on every
 * machine up to the last bit of the C library's logarithm.
 */
export const fillNormal: NativeAddon['fillNormal'] = options => addon.fillNormal(options)

/** A uniformly random permutation of 0 … count − 1 (Fisher and Yates), the same on every machine. */
export const permutation: NativeAddon['permutation'] = options => addon.permutation(options)
