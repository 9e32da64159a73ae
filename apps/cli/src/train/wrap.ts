/** Parts of a sentence joined by ` · `, broken into lines of at most `columns`, the second and later ones indented. */
export function wrapParts(parts: readonly string[], columns: number, indent = '  '): string[] {
  const lines: string[] = []
  for (const part of parts) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 3 + part.length <= columns) lines[lines.length - 1] = `${last} · ${part}`
    else lines.push(last === undefined ? part : indent + part)
  }
  return lines
}
