import type { TrainableRun } from '../report/plan.ts'
import type { Trial } from './trial.ts'

/** A trial as a report trains its networks. */
export function trainable({ id, seed, group, nameSetting }: Trial, savesModel: boolean): TrainableRun {
  return { id, seed, nameSetting, network: { id: String(group) }, savesModel }
}
