import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Declarations without comments and strings, which may speak of anything. */
function code(declarations: string): string {
  return declarations.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'/g, '')
}

/** The emitted declarations that `entries` reach by relative imports, by address. */
function reachable(entries: readonly URL[]): Map<string, string> {
  const found = new Map<string, string>()
  const open = [...entries]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file.href)) continue
    const text = readFileSync(file, 'utf8')
    found.set(file.href, text)
    for (const [, path] of text.matchAll(/from '(\.[^']+)\.ts'|import\("(\.[^"]+)\.ts"\)/g))
      if (path !== undefined) open.push(new URL(`${path}.d.ts`, file))
  }
  return found
}

const dist = new URL('../dist/', import.meta.url)
const declarations = reachable([new URL('index.d.ts', dist), new URL('options.d.ts', dist)])

test('the declarations are found', () => {
  const names = [...declarations.keys()].map(href => href.slice(dist.href.length))
  expect(names.length).toBeGreaterThan(30)
  expect(names).toEqual(expect.arrayContaining(['network/network.d.ts', 'training/optimizer/options.d.ts']))
})

test('nothing public is of type any', () => {
  const found = [...declarations].filter(([, text]) => /\bany\b/.test(code(text))).map(([href]) => href)
  expect(found).toEqual([])
  expect(code('f(x: any): /* any */ void // any')).toMatch(/\bany\b/)
  expect(code("/** any */ f(x: 'any'): void // any")).not.toMatch(/\bany\b/)
})

test('no field of what is given or returned can be assigned', () => {
  const open: string[] = []
  // What a function destructures is its own.
  for (const [href, text] of declarations)
    for (const line of code(text)
      .replace(/^export declare function [\s\S]*?\): .*;$/gm, '')
      .split('\n')) {
      if (/^\s+(?!readonly|private|static|#|get |set )[A-Za-z]\w*\??: /.test(line) && line.trimEnd().endsWith(';'))
        open.push(`${href.slice(dist.href.length)}: ${line.trim()}`)
    }
  expect(open.filter(line => !INTERNAL.some(file => line.startsWith(`${file}:`)))).toEqual([])
})

/** Reached through a constructor that is nobody's to call. */
const INTERNAL = ['network/core.d.ts']
