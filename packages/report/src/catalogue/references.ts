import type { Catalogue } from './catalogue.ts'
import type { Check } from './claim.ts'
import type { Task } from './task.ts'

/** A name in a catalogue that stands for nothing, or for two things. */
export interface ReferenceProblem {
  readonly path: readonly (string | number)[]
  readonly expected: string
  readonly received: string
}

type Path = readonly (string | number)[]

/** What a schema cannot see: names used twice, networks and sources that do not exist. */
export function referenceProblems(catalogue: Catalogue): ReferenceProblem[] {
  const networks = new Set(catalogue.networks.map(({ id }) => id))
  const sources = new Set(Object.keys(catalogue.sources ?? {}))
  const problems: ReferenceProblem[] = []

  const unique = (names: readonly (readonly [string, Path])[]) => {
    const seen = new Set<string>()
    for (const [name, path] of names) {
      if (seen.has(name)) problems.push({ path, expected: 'a name not used before', received: name })
      seen.add(name)
    }
  }
  const network = (name: string, path: Path) => {
    if (!networks.has(name)) problems.push({ path, expected: `one of ${list(networks)}`, received: name })
  }
  const source = (name: string | undefined, path: Path) => {
    if (name !== undefined && !sources.has(name))
      problems.push({ path, expected: `one of the sources ${list(sources)}`, received: name })
  }

  unique(catalogue.networks.map(({ id }, index) => [id, ['networks', index, 'id']] as const))
  unique(catalogue.tasks.flatMap(taskNames))
  unique(catalogue.tasks.flatMap((task, index) => claimsOf(task).map(([id, path]) => [id, at(index, path)] as const)))
  unique(catalogue.tasks.flatMap((task, index) => figuresOf(task).map(([id, path]) => [id, at(index, path)] as const)))
  for (const [index, { expected = [] }] of catalogue.networks.entries()) {
    for (const [place, entry] of expected.entries())
      source(entry.source, ['networks', index, 'expected', place, 'source'])
  }
  for (const [index, task] of catalogue.tasks.entries()) {
    if ('networks' in task) for (const [n, name] of task.networks.entries()) network(name, at(index, ['networks', n]))
    if ('labels' in task) for (const name of Object.keys(task.labels ?? {})) network(name, at(index, ['labels', name]))
    if (task.kind === 'normalisation') source(task.expected?.source, at(index, ['expected', 'source']))
    for (const [c, claim] of (task.claims ?? []).entries()) {
      source(claim.source, at(index, ['claims', c, 'source']))
      for (const [k, check] of claim.checks.entries())
        for (const [name, path] of checkNetworks(check)) network(name, at(index, ['claims', c, 'checks', k, ...path]))
    }
    for (const [f, finding] of (task.findings ?? []).entries())
      for (const [w, { claim }] of finding.when.entries()) {
        if (!(task.claims ?? []).some(({ id }) => id === claim)) {
          const known = list(new Set((task.claims ?? []).map(({ id }) => id)))
          problems.push({
            path: at(index, ['findings', f, 'when', w, 'claim']),
            expected: `one of the task's claims ${known}`,
            received: claim,
          })
        }
      }
    for (const [f, figure] of ('figures' in task ? (task.figures ?? []) : []).entries())
      for (const [n, name] of (figure.networks ?? []).entries()) network(name, at(index, ['figures', f, 'networks', n]))
  }
  return problems
}

const at = (task: number, path: Path): Path => ['tasks', task, ...path]

function list(names: ReadonlySet<string>): string {
  return names.size === 0 ? '(none)' : [...names].map(name => `'${name}'`).join(', ')
}

function taskNames(task: Task, index: number): (readonly [string, Path])[] {
  return [[task.id, at(index, ['id'])], ...(task.also ?? []).map((name, n) => [name, at(index, ['also', n])] as const)]
}

function claimsOf(task: Task): (readonly [string, Path])[] {
  return (task.claims ?? []).map(({ id }, index) => [id, ['claims', index, 'id']] as const)
}

function figuresOf(task: Task): (readonly [string, Path])[] {
  return ('figures' in task ? (task.figures ?? []) : []).map(({ id }, index) => [id, ['figures', index, 'id']] as const)
}

/** The networks that a check names, with the place of each within the check. */
export function checkNetworks(check: Check): (readonly [string, Path])[] {
  if (check.kind === 'order') return check.networks.map((name, index) => [name, ['networks', index]] as const)
  const own = [check.network, ['network']] as const
  if ('than' in check) return [own, [check.than, ['than']]]
  if ('to' in check) return [own, [check.to, ['to']]]
  if ('among' in check) return [own, ...check.among.map((name, index) => [name, ['among', index]] as const)]
  return [own]
}
