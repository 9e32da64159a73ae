import { pad, textWidth } from './text-width.ts'

/** Blocks of lines side by side, each as wide as its widest line, with `gap` spaces between. */
export function beside(blocks: readonly (readonly string[])[], gap = 2): string[] {
  const widths = blocks.map(block => Math.max(0, ...block.map(textWidth)))
  const height = Math.max(0, ...blocks.map(block => block.length))
  return Array.from({ length: height }, (_, row) =>
    blocks
      .map((block, i) => pad(block[row] ?? '', widths[i]!))
      .join(' '.repeat(gap))
      .trimEnd(),
  )
}
