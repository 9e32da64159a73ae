import { loadAddon } from './load.ts'

/** The addon, loaded when the first module of this package is. */
export const addon = loadAddon()
