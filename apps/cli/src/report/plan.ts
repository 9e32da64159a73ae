import { OptionError } from '@blasnet/check'
import {
  type Catalogue,
  type CatalogueNetwork,
  type GradientCheckTask,
  networkSeeds,
  networksOf,
  selectTasks,
  type Task,
} from '@blasnet/report'
import { UsageError } from '../errors/usage-error.ts'
import { defaultParameters } from '../gradcheck/default-parameters.ts'
import type { CatalogueFile } from './load-catalogue.ts'
import { withOverrides } from './overrides.ts'
import type { ReportRequest } from './request.ts'
import { type NamedSettings, settingsOf } from './settings-of.ts'

/** One network to be trained with one seed. */
export interface PlannedRun extends NamedSettings {
  readonly kind: 'run'
  /** `baseline-1`: its folder below `runs/`. */
  readonly id: string
  readonly network: CatalogueNetwork
  readonly seed: number
}

/** As much of a planned run as it takes to train it. */
export type TrainableRun = Pick<PlannedRun, 'id' | 'seed' | 'nameSetting'> & {
  readonly network: Pick<CatalogueNetwork, 'id' | 'diagnostics'>
  /** Default true; false leaves the model out of its folder. */
  readonly savesModel?: boolean
}

/** One gradient check to be made. */
export interface PlannedCheck extends NamedSettings {
  readonly kind: 'check'
  readonly task: GradientCheckTask
  readonly samples: number
  readonly epsilon: number
  readonly parameters: 'all' | number
}

/** Everything that a report needs done. */
export interface Plan {
  /** With what the command line changes. */
  readonly catalogue: Catalogue
  readonly tasks: readonly Task[]
  readonly seeds: readonly number[]
  /** In the order of the catalogue; all seeds of a network together. */
  readonly runs: readonly PlannedRun[]
  readonly checks: readonly PlannedCheck[]
  /** Those of the data to be described; undefined when no task is about any. */
  readonly described: NamedSettings | undefined
}

type Asked = Pick<ReportRequest, 'seeds' | 'only' | 'gradcheck' | 'overrides'>

/**
 * What to train and to check for the tasks asked for.
 *
 * @throws UsageError naming `--only` or the place in the catalogue that is wrong
 */
export function planReport(source: CatalogueFile, { seeds: count, only, gradcheck, overrides }: Asked): Plan {
  const { catalogue } = source
  const tasks = tasksAskedFor(catalogue, only)
  const seeds = Array.from({ length: count }, (_, index) => index + 1)
  const runs = networksOf(catalogue, tasks).flatMap(network => {
    const at = `networks[${catalogue.networks.indexOf(network)}].config`
    return networkSeeds(network, seeds).map(seed => {
      const own = settingsOf(source, network.config, at, { ...overrides, seed })
      return { kind: 'run' as const, id: `${network.id}-${seed}`, network, seed, ...own }
    })
  })
  const checks = tasks
    .filter(task => task.kind === 'gradient-check')
    .map(task => {
      const { config, samples = 100, epsilon = 1e-3, parameters, seed = 1 } = task.check
      const at = `tasks[${catalogue.tasks.indexOf(task)}].check.config`
      // In float64 whatever the networks are trained in, and on the data they are trained on.
      const own = settingsOf(source, config, at, { ...overrides, seed, dtype: 'float64' })
      const compared = gradcheck ?? parameters ?? defaultParameters
      return { kind: 'check' as const, task, ...own, samples, epsilon, parameters: compared }
    })
  const described = tasks.some(task => task.kind === 'normalisation')
    ? settingsOf(source, {}, 'config', overrides)
    : runs[0]
  return { catalogue: withOverrides(catalogue, overrides), tasks, seeds, runs, checks, described }
}

function tasksAskedFor(catalogue: Catalogue, only: readonly string[] | undefined): Task[] {
  try {
    return selectTasks(catalogue, only)
  } catch (error) {
    if (!(error instanceof OptionError)) throw error
    throw new UsageError(`--only: expected ${error.expected}, received ${error.received}`, { cause: error })
  }
}
