import type { Style } from '../terminal/style.ts'
import type { Classified } from './classify.ts'

/** `3 of 4 right`, over the images whose class is known (`✓` before it when all are); undefined when there are fewer than two. */
export function summary(images: readonly Classified[], style: Style): string | undefined {
  const known = images.filter(({ label }) => label !== undefined)
  if (known.length < 2) return undefined
  const right = known.filter(({ label, predicted }) => label === predicted).length
  const text = `${right} of ${known.length} right`
  return right === known.length ? style.green(`✓ ${text}`) : text
}
