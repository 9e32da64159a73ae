/**
 * The first key that an object of a JSON text has twice, as written; undefined when there is none. `JSON.parse` keeps
 * the last of them without a word, so two readers could see different contents in one file.
 *
 * `json` must be valid JSON. Walks the text without recursion: nesting costs no stack.
 */
export function duplicateKey(json: string): string | undefined {
  // One entry for each open object or array; an array has no keys.
  const open: (Set<string> | undefined)[] = []
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}[\]]/g)) {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(undefined)
    else if (token === '}' || token === ']') open.pop()
    else if (token.endsWith(':')) {
      // Parsed, since "a" and "\u0061" are the same key.
      const key: string = JSON.parse(token.slice(0, -1))
      const keys = open.at(-1)
      if (keys?.has(key)) return key
      keys?.add(key)
    }
  }
  return undefined
}
