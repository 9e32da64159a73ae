import type { CatalogueNetwork } from '../catalogue/network.ts'
import { networkSeeds, networksOf, selectTasks } from '../catalogue/select.ts'
import type { Task } from '../catalogue/task.ts'
import type { Evidence } from '../claims/evidence.ts'
import type { ReportInput, RunRecord } from '../input.ts'
import { type MeasuredNetwork, measureNetwork } from '../measures/over-seeds.ts'

/** The input of a report with everything looked up that several sections need. */
export interface ReportContext {
  readonly input: ReportInput
  readonly tasks: readonly Task[]
  /** Those that the tasks need, in the order of the catalogue. */
  readonly networks: readonly CatalogueNetwork[]
  readonly measured: ReadonlyMap<string, MeasuredNetwork>
  /** Every run asked for, by network and seed; `missing` where the input has none. */
  readonly runs: readonly RunRecord[]
  readonly source: (id: string) => string
}

export function makeContext(input: ReportInput): ReportContext {
  const tasks = selectTasks(input.catalogue, input.only)
  const networks = networksOf(input.catalogue, tasks)
  const runs = networks.flatMap(network => {
    return networkSeeds(network, input.seeds).map((seed): RunRecord => {
      const found = input.runs.find(run => run.network === network.id && run.seed === seed)
      return found ?? { network: network.id, seed, status: 'missing' }
    })
  })
  return {
    input,
    tasks,
    networks,
    runs,
    measured: new Map(networks.map(({ id }) => [id, measureNetwork(id, runs)])),
    source: id => input.catalogue.sources?.[id] ?? id,
  }
}

/** What a network is called within a task. */
export function labelOf({ networks }: ReportContext, task?: Task): (id: string) => string {
  const own = task && 'labels' in task ? (task.labels ?? {}) : {}
  return id => own[id] ?? networks.find(network => network.id === id)?.label ?? id
}

export function evidenceFor(context: ReportContext, task?: Task): Evidence {
  return { networks: context.measured, label: labelOf(context, task) }
}

export function networkOf({ networks }: ReportContext, id: string): CatalogueNetwork {
  return networks.find(network => network.id === id)!
}
