import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../errors/usage-error.ts'
import { claimFolder, type WritableFolder } from '../train/claim-folder.ts'
import type { SweepPlan } from './plan.ts'
import { planHash, readPlan, samePlan } from './plan-file.ts'

const root = 'runs'
const longestNames = 60

/**
 * The folder that a sweep is written to: `out`, or one below `runs/` that every sweep of this plan has.
 *
 * @throws UsageError when `out` holds something else; Failure when it cannot be written to
 */
export async function claimSweepFolder(plan: SweepPlan, out: string | undefined): Promise<WritableFolder> {
  const given = out ?? path.join(root, sweepName(plan))
  return claimFolder({ out: given, name: '', refuse: folder => refuseOther(folder, plan) })
}

/** `sweep-learning-rate-hidden-3fa2c1` */
export function sweepName(plan: SweepPlan): string {
  const names = plan.question.axes.map(({ flag }) => flag.name).join('-')
  return `sweep-${names.slice(0, longestNames)}-${planHash(plan)}`
}

async function refuseOther(folder: string, plan: SweepPlan): Promise<void> {
  const found = await readPlan(folder)
  if (found !== undefined) {
    if (samePlan(found.plan, plan)) return
    const advice = `choose another folder, or go on with that one by --resume ${folder}`
    throw new UsageError(`--out: '${folder}' holds another sweep; ${advice}`)
  }
  const names = await readdir(folder)
  const other = ['history.json', 'model.safetensors', 'report.json', 'index.html', 'runs'].find(name =>
    names.includes(name),
  )
  if (other === undefined) return
  throw new UsageError(`--out: '${folder}' holds something else than a sweep (${other}); choose another folder`)
}
