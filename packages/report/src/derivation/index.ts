import type { Task } from '../catalogue/task.ts'
import { batchDerivation } from './batch.ts'
import type { DerivationStep } from './step.ts'
import { unitDerivation } from './unit.ts'

type Derivation = Extract<Task, { kind: 'derivation' }>['derivation']

/** The steps that a task asks for: one of the report's own derivations, or those of the catalogue. */
export function derivationSteps(derivation: Derivation): readonly DerivationStep[] {
  if (derivation === 'unit') return unitDerivation
  if (derivation === 'batch') return batchDerivation
  return derivation.map(({ text, tex }) => ({
    ...(text && { text }),
    ...(tex && { tex: typeof tex === 'string' ? [tex] : tex }),
  }))
}
