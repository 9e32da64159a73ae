import { OptionError } from '@blasnet/check'
import type { Span } from '@blasnet/core'
import { numeric } from './decimal.ts'
import { formatSpan, parseSpan } from './span.ts'

/** A value that may follow a kind: its key, and what it is when it is left out, if it may be. */
export interface KindValue {
  readonly key: string
  readonly usual?: number | false
  /** Default: a number. A switch is on where its name stands. */
  readonly type?: 'span' | 'switch'
  /** Only ever given with its name. */
  readonly named?: true
}

/** Kinds, each with the values that may follow it, in the order in which they are given without their names. */
export type Kinds<K extends string> = Readonly<Record<K, readonly KindValue[]>>

type Given = Record<string, unknown>

/**
 * An object from `KIND`, `KIND:VALUE,…` or `KIND:NAME=VALUE,…`: 'step:0.5,every=10epochs' → { kind: 'step', factor: 0.5,
 * every: { epochs: 10 } }. A value without a name is the first one that has not been given; 'adam:amsgrad' turns a switch
 * on.
 *
 * @param expected what an error says is expected
 * @throws OptionError for an unknown kind, and for values that are too many, too few, or neither number nor span
 */
export function parseKind<K extends string>(option: string, text: string, kinds: Kinds<K>, expected: string): Given {
  const words = text.trim().toLowerCase()
  const colon = words.indexOf(':')
  const kind = colon === -1 ? words : words.slice(0, colon)
  if (!Object.hasOwn(kinds, kind)) throw new OptionError(option, expected, text)
  const given: Given = { kind }
  const values = kinds[kind as K]
  for (const item of colon === -1 ? [] : words.slice(colon + 1).split(',')) {
    const [, name, written = ''] = /^\s*(?:([a-z0-9-]+)\s*=)?(.*)$/.exec(item) ?? []
    const value = values.find(value => given[value.key] === undefined && isMeant(value, name, written))
    const read = readValue(value, written)
    if (value === undefined || read === undefined || typeof read === 'string') {
      throw new OptionError(option, kindForm(kind, values), text)
    }
    given[value.key] = read
  }
  const complete = values.every(({ key, usual }) => given[key] !== undefined || usual !== undefined)
  if (!complete) throw new OptionError(option, kindForm(kind, values), text)
  return given
}

/** Whether an item with this name, or without one, can be a value that has not been given yet. */
function isMeant({ key, type, named }: KindValue, name: string | undefined, written: string): boolean {
  if (type === 'switch') return name === undefined && written.trim() === kebab(key)
  return name === undefined ? named !== true : name === kebab(key)
}

function readValue(value: KindValue | undefined, written: string): unknown {
  if (value?.type === 'switch') return true
  return value?.type === 'span' ? parseSpan(written) : numeric(written)
}

/** The same object with its values in order, less those that are as usual. */
export function shortestKind<K extends string>(object: { readonly kind: K }, kinds: Kinds<K>): Given {
  const given: Readonly<Given> = { ...object }
  const told = kinds[object.kind].filter(({ key, usual }) => given[key] !== undefined && given[key] !== usual)
  return Object.fromEntries([['kind', object.kind], ...told.map(({ key }) => [key, given[key]] as const)])
}

/** What {@link parseKind} reads, as short as it can be said: values that are as usual are left out. */
export function formatKind<K extends string>(object: { readonly kind: K }, kinds: Kinds<K>): string {
  const given: Readonly<Given> = { ...object }
  const items: string[] = []
  let named = false
  for (const { key, usual, type, named: alwaysNamed } of kinds[object.kind]) {
    const value = given[key] ?? usual
    if (value === usual) {
      named = true
      continue
    }
    if (type === 'switch') {
      items.push(kebab(key))
      continue
    }
    const text = typeof value === 'number' ? String(value) : formatSpan(value as Span, '')
    items.push(named || alwaysNamed ? `${kebab(key)}=${text}` : text)
  }
  return items.length === 0 ? object.kind : `${object.kind}:${items.join(',')}`
}

/** 'step:FACTOR,EVERY', 'cosine[:MINIMUM]', 'normal:STANDARD-DEVIATION[,MEAN]', 'adagrad[:epsilon=NUMBER]' */
export function kindForm(kind: string, values: readonly KindValue[]): string {
  const names = (some: readonly KindValue[]) => some.map(valueForm).join(',')
  const needed = names(values.filter(({ usual }) => usual === undefined))
  const optional = names(values.filter(({ usual }) => usual !== undefined))
  const end = optional === '' ? '' : `[${needed === '' ? ':' : ','}${optional}]`
  return `'${kind}${needed === '' ? '' : `:${needed}`}${end}'`
}

function valueForm({ key, type, named }: KindValue): string {
  const name = kebab(key)
  if (type === 'switch') return name
  return named ? `${name}=NUMBER` : name.toUpperCase()
}

/** standardDeviation → standard-deviation */
function kebab(key: string): string {
  return key.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}
