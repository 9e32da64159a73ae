import { BlasnetError, checkBoolean, checkInteger, checkNumber, checkOneOf, describe } from '@blasnet/check'
import { type Document, type Machine, type Result, suites, type Work } from './document.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * Checks a parsed `bench.json` field by field. Fields that are not known are left out: a later version may have more.
 *
 * @throws BlasnetError naming the field, what was expected and what came
 */
export function parseDocument(value: unknown): Document {
  const fields = checkFields('the document', value)
  if (fields.format !== 'blasnet-bench') fail('format', "'blasnet-bench'", fields.format)
  if (fields.version !== 1) fail('version', '1', fields.version)
  const results = checkArray('results', fields.results).map((one, i) => parseResult(`results[${i}]`, one))
  checkNoDoubles(results)
  return {
    format: 'blasnet-bench',
    version: 1,
    created: checkDate('created', fields.created),
    command: checkArray('command', fields.command).map((one, i) => checkText(`command[${i}]`, one)),
    ...(fields.interrupted !== undefined && { interrupted: checkBoolean('interrupted', fields.interrupted) }),
    machine: parseMachine(fields.machine),
    results,
  }
}

function parseResult(name: string, value: unknown): Result {
  const fields = checkFields(name, value)
  const seconds = checkArray(`${name}.seconds`, fields.seconds)
  if (seconds.length === 0) fail(`${name}.seconds`, 'at least one sample', seconds)
  return {
    id: checkName(`${name}.id`, fields.id),
    suite: checkOneOf(`${name}.suite`, fields.suite, suites),
    setup: parseSetup(`${name}.setup`, fields.setup),
    work: parseWork(`${name}.work`, fields.work),
    seconds: seconds.map((one, i) => checkNumber(`${name}.seconds[${i}]`, one, { min: 0, exclusiveMin: true })),
    ...(fields.seeds !== undefined && { seeds: checkNumbers(`${name}.seeds`, fields.seeds) }),
    ...(fields.notes !== undefined && { notes: parseNotes(`${name}.notes`, fields.notes) }),
  }
}

function parseSetup(name: string, value: unknown): Result['setup'] {
  const entries = Object.entries(checkFields(name, value)).map(([key, one]) => {
    if (typeof one === 'string' || typeof one === 'boolean') return [key, one] as const
    return [key, checkNumber(`${name}.${key}`, one)] as const
  })
  return Object.fromEntries(entries)
}

function parseWork(name: string, value: unknown): Work {
  const fields = checkFields(name, value)
  const entries = (['samples', 'steps', 'flops', 'bytes'] as const).flatMap(key => {
    if (fields[key] === undefined) return []
    return [[key, checkNumber(`${name}.${key}`, fields[key], { min: 0, exclusiveMin: true })] as const]
  })
  return Object.fromEntries(entries)
}

function parseNotes(name: string, value: unknown): NonNullable<Result['notes']> {
  const entries = Object.entries(checkFields(name, value)).map(([key, one]) => {
    if (typeof one === 'string') return [key, one] as const
    if (Array.isArray(one)) return [key, checkNumbers(`${name}.${key}`, one)] as const
    return [key, checkNumber(`${name}.${key}`, one)] as const
  })
  return Object.fromEntries(entries)
}

function parseMachine(value: unknown): Machine {
  const machine = checkFields('machine', value)
  const cpu = checkFields('machine.cpu', machine.cpu)
  const os = checkFields('machine.os', machine.os)
  const openblas = checkFields('machine.openblas', machine.openblas)
  const text = (path: string, fields: Fields, key: string) => checkText(`machine.${path}${key}`, fields[key])
  const count = (path: string, fields: Fields, key: string) =>
    checkInteger(`machine.${path}${key}`, fields[key], { min: 1 })
  return {
    cpu: { model: text('cpu.', cpu, 'model'), cores: count('cpu.', cpu, 'cores') },
    memory: count('', machine, 'memory'),
    os: { platform: text('os.', os, 'platform'), release: text('os.', os, 'release'), arch: text('os.', os, 'arch') },
    node: text('', machine, 'node'),
    blasnet: text('', machine, 'blasnet'),
    openblas: {
      core: text('openblas.', openblas, 'core'),
      version: text('openblas.', openblas, 'version'),
      threading: text('openblas.', openblas, 'threading'),
      threads: count('openblas.', openblas, 'threads'),
    },
    simd: text('', machine, 'simd'),
    compiler: text('', machine, 'compiler'),
    environment: parseTexts('machine.environment', machine.environment),
    loadAverage: checkNumbers('machine.loadAverage', machine.loadAverage),
  }
}

function parseTexts(name: string, value: unknown): Record<string, string> {
  const entries = Object.entries(checkFields(name, value)).map(([key, one]) => {
    return [key, checkText(`${name}.${key}`, one)] as const
  })
  return Object.fromEntries(entries)
}

/** Results are matched by id: two of one id would be one too many. */
function checkNoDoubles(results: readonly Result[]): void {
  const seen = new Set<string>()
  for (const [index, { id }] of results.entries()) {
    if (seen.has(id)) fail(`results[${index}].id`, 'an id that no other result has', id)
    seen.add(id)
  }
}

function checkFields(name: string, value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(name, 'an object', value)
  return value as Fields
}

function checkArray(name: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) fail(name, 'an array', value)
  return value
}

function checkNumbers(name: string, value: unknown): number[] {
  return checkArray(name, value).map((one, i) => checkNumber(`${name}[${i}]`, one))
}

/** May be empty: a compiler that does not tell its name. */
function checkText(name: string, value: unknown): string {
  if (typeof value !== 'string') fail(name, 'a string', value)
  return value
}

function checkName(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') fail(name, 'a string that is not empty', value)
  return value
}

function checkDate(name: string, value: unknown): string {
  const text = checkText(name, value)
  if (Number.isNaN(Date.parse(text))) fail(name, 'a date and time, ISO 8601', text)
  return text
}

function fail(name: string, expected: string, value: unknown): never {
  throw new BlasnetError('ERR_BLASNET_DATA', `${name}: expected ${expected}, received ${describe(value)}`)
}
