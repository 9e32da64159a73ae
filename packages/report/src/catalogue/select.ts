import { OptionError } from '@blasnet/check'
import type { Catalogue } from './catalogue.ts'
import type { CatalogueNetwork, TrainingConfig } from './network.ts'
import { checkNetworks } from './references.ts'
import type { Task } from './task.ts'

/**
 * The tasks that `--only` names, in the order of the catalogue; all of them when it names none. "4" stands for every
 * task whose name is 4 and a letter.
 *
 * @throws OptionError naming a task that does not exist and those that do
 */
export function selectTasks(catalogue: Catalogue, only?: readonly string[]): Task[] {
  if (only === undefined || only.length === 0) return [...catalogue.tasks]
  for (const name of only) {
    if (catalogue.tasks.some(task => answersTo(task, name))) continue
    const known = catalogue.tasks.flatMap(({ id, also = [] }) => [id, ...also])
    throw new OptionError('only', `tasks of the study: ${known.join(', ')}`, name)
  }
  return catalogue.tasks.filter(task => only.some(name => answersTo(task, name)))
}

function answersTo({ id, also = [] }: Task, name: string): boolean {
  const isPartOf = (whole: string) => whole.startsWith(name) && /^[a-z]$/.test(whole.slice(name.length))
  return [id, ...also].some(own => own === name || isPartOf(own))
}

/** The networks that tasks show, name in a figure or judge in a claim, in the order of the catalogue. */
export function networksOf(catalogue: Catalogue, tasks: readonly Task[]): CatalogueNetwork[] {
  const wanted = new Set(tasks.flatMap(networkNames))
  return catalogue.networks.filter(({ id }) => wanted.has(id))
}

function networkNames(task: Task): string[] {
  const own = 'networks' in task ? task.networks : []
  const drawn = 'figures' in task ? (task.figures ?? []).flatMap(({ networks = [] }) => networks) : []
  const judged = (task.claims ?? []).flatMap(({ checks }) => checks.flatMap(check => checkNetworks(check)))
  return [...own, ...drawn, ...judged.map(([name]) => name)]
}

/** The settings of a network: the catalogue's, then its own. Without a seed. */
export function networkConfig(catalogue: Catalogue, network: Pick<CatalogueNetwork, 'config'>): TrainingConfig {
  return { ...catalogue.config, ...network.config }
}

/** The seeds that a network is trained with. */
export function networkSeeds(network: CatalogueNetwork, seeds: readonly number[]): readonly number[] {
  return seeds.slice(0, network.mostSeeds ?? seeds.length)
}
