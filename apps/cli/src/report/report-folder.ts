import { access, readdir } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../errors/usage-error.ts'
import { claimFolder, type WritableFolder } from '../train/claim-folder.ts'
import type { ReportRequest } from './request.ts'

const root = 'runs'

/**
 * The folder that a report is written to: `--out`, or a new one below `runs/`, so that no report is ever overwritten
 * unless `--force` says so. With `--resume` and no `--out`, the latest of those below `runs/`.
 *
 * @throws UsageError when `--out` holds a report and neither `--resume` nor `--force` is given; Failure when it cannot
 *   be written to
 */
export async function claimReportFolder({
  catalogue,
  out,
  resume,
  force,
}: Pick<ReportRequest, 'catalogue' | 'out' | 'resume' | 'force'>): Promise<WritableFolder> {
  const name = reportName(catalogue)
  const given = out ?? (resume ? await latestFolder(name) : undefined)
  return claimFolder({ out: given, name, root, ...(!resume && !force && { refuse: refuseReport }) })
}

/** `report` for the study, `my-study-report` for my-study.json. */
export function reportName(catalogue: string | undefined): string {
  if (catalogue === undefined) return 'report'
  const name = path.parse(catalogue).name.replace(/[^A-Za-z0-9._-]+/g, '_')
  return `${name.replace(/^[.-]+/, '') || 'study'}-report`
}

/** The one with the highest number: `runs/report-3`. */
async function latestFolder(name: string): Promise<string | undefined> {
  const names = await readdir(root).catch(() => [])
  const numbered = names.flatMap(each => {
    if (each === name) return [{ each, number: 1 }]
    const number = Number(each.slice(name.length + 1))
    return each.startsWith(`${name}-`) && Number.isSafeInteger(number) && number > 1 ? [{ each, number }] : []
  })
  const latest = numbered.toSorted((a, b) => b.number - a.number)[0]
  return latest && path.join(root, latest.each)
}

async function refuseReport(out: string): Promise<void> {
  for (const name of ['report.json', 'index.html', 'runs']) {
    const found = await access(path.join(out, name)).then(
      () => true,
      () => false,
    )
    const advice = 'add --resume to go on with it or --force to make it anew, or choose another folder'
    if (found) throw new UsageError(`--out: '${out}' holds a report already (${name}); ${advice}`)
  }
}
