export { type Content, writeAtomically } from './write-atomically.ts'
