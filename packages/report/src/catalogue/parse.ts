import { OptionError } from '@blasnet/check'
import type { z } from 'zod'
import { type Catalogue, catalogueSchema } from './catalogue.ts'
import { describeIssue, formatPath, valueAt } from './issue.ts'
import { referenceProblems } from './references.ts'

/**
 * A catalogue from parsed JSON.
 *
 * @param name of where it came from, for messages: a file
 * @throws OptionError that names the path within: `study.json: tasks[3].figures[0].quantities[1]: expected …, received …`
 */
export function parseCatalogue(value: unknown, name = 'catalogue'): Catalogue {
  const parsed = catalogueSchema.safeParse(value)
  if (!parsed.success) throw refusal(name, value, parsed.error.issues[0]!)
  const [problem] = referenceProblems(parsed.data)
  if (problem) throw new OptionError(`${name}: ${formatPath(problem.path)}`, problem.expected, problem.received)
  return parsed.data
}

function refusal(name: string, value: unknown, issue: z.core.$ZodIssue): OptionError {
  const { path, expected } = describeIssue(issue)
  const place = path.length === 0 ? name : `${name}: ${formatPath(path)}`
  return new OptionError(place, expected, valueAt(value, path))
}
