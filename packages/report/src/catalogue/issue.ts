import type { z } from 'zod'

type Path = readonly PropertyKey[]

/** Where a value is refused, and what should stand there, from what zod says. */
export function describeIssue(issue: z.core.$ZodIssue): { readonly path: Path; readonly expected: string } {
  const { path } = issue
  switch (issue.code) {
    case 'unrecognized_keys':
      return { path: [...path, issue.keys[0]!], expected: 'no such key' }
    case 'invalid_type':
      return { path, expected: withArticle(issue.expected) }
    case 'invalid_value':
      return { path, expected: oneOf(issue.values) }
    case 'invalid_union':
      // The kind of a discriminated union is wrong or missing; its message would say "Invalid input".
      if (issue.discriminator !== undefined)
        return { path, expected: 'options' in issue ? oneOf(issue.options as unknown[]) : 'a known kind' }
      return innermost(issue, path)
    case 'too_small':
      return { path, expected: size('at least', issue.minimum, issue.origin, issue.inclusive) }
    case 'too_big':
      return { path, expected: size('at most', issue.maximum, issue.origin, issue.inclusive) }
    default:
      return { path, expected: issue.message }
  }
}

/** `tasks[3].figures[0].title` */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
}

/** The value that stands at a path, `undefined` where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => {
    return at !== null && typeof at === 'object' && Object.hasOwn(at, key)
      ? (at as Record<PropertyKey, unknown>)[key]
      : undefined
  }, value)
}

function oneOf(values: readonly unknown[]): string {
  const names = values.map(value => (typeof value === 'string' ? `'${value}'` : String(value)))
  return names.length === 1 ? names[0]! : `one of ${names.join(', ')}`
}

function withArticle(type: string): string {
  if (type === 'int') return 'an integer'
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`
}

function size(word: string, bound: number | bigint, origin: string, inclusive = true): string {
  if (origin === 'array') return `an array of ${word} ${bound} ${bound === 1 ? 'entry' : 'entries'}`
  if (!inclusive) return `a number ${word === 'at least' ? 'above' : 'below'} ${bound}`
  return `a number ${word} ${bound}`
}

/** Of a plain union, what the alternative that got furthest says. */
function innermost(issue: z.core.$ZodIssueInvalidUnion, path: Path) {
  const described = issue.errors.flatMap(errors => errors.slice(0, 1).map(describeIssue))
  const deepest = described.reduce((best, one) => (one.path.length > best.path.length ? one : best), described[0]!)
  if (deepest.path.length > 0) return { path: [...path, ...deepest.path], expected: deepest.expected }
  return { path, expected: [...new Set(described.map(({ expected }) => expected))].join(', or ') }
}
