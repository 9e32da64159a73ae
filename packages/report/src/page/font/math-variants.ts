/**
 * Glyphs that a MATH table offers in place of those in `glyphs`: larger sums, and the parts that tall brackets are
 * put together from. Grows the set.
 */
export function addMathVariants(math: Buffer, glyphs: Set<number>): void {
  const variants = math.readUInt16BE(8)
  if (variants === 0) return
  const [verticalCoverage, horizontalCoverage] = [math.readUInt16BE(variants + 2), math.readUInt16BE(variants + 4)]
  const [verticals, horizontals] = [math.readUInt16BE(variants + 6), math.readUInt16BE(variants + 8)]
  const lists = [
    { coverage: verticalCoverage, offsets: variants + 10, count: verticals },
    { coverage: horizontalCoverage, offsets: variants + 10 + verticals * 2, count: horizontals },
  ]
  for (const { coverage, offsets, count } of lists) {
    if (coverage === 0) continue
    const covered = readCoverage(math, variants + coverage)
    for (let index = 0; index < count; index++) {
      if (glyphs.has(covered[index]!)) addConstruction(math, variants + math.readUInt16BE(offsets + index * 2), glyphs)
    }
  }
}

function addConstruction(math: Buffer, at: number, glyphs: Set<number>): void {
  const assembly = math.readUInt16BE(at)
  const variants = math.readUInt16BE(at + 2)
  for (let index = 0; index < variants; index++) glyphs.add(math.readUInt16BE(at + 4 + index * 4))
  if (assembly === 0) return
  const parts = math.readUInt16BE(at + assembly + 4)
  for (let index = 0; index < parts; index++) glyphs.add(math.readUInt16BE(at + assembly + 6 + index * 10))
}

/** The glyphs of a coverage table, in its order. */
function readCoverage(table: Buffer, at: number): number[] {
  const count = table.readUInt16BE(at + 2)
  const entries = Array.from({ length: count }, (_, index) => index)
  if (table.readUInt16BE(at) === 1) return entries.map(index => table.readUInt16BE(at + 4 + index * 2))
  return entries.flatMap(index => {
    const [first, last] = [table.readUInt16BE(at + 4 + index * 6), table.readUInt16BE(at + 6 + index * 6)]
    return Array.from({ length: last - first + 1 }, (_, offset) => first + offset)
  })
}
