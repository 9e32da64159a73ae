import { overlaps, textBoxes, viewBox } from '@blasnet/report/figures'

/** What is wrong with the texts of a drawing: those that cover each other, and those that leave it. */
export function textProblems(svg: string): string[] {
  const { width, height } = viewBox(svg)
  const boxes = textBoxes(svg)
  const outside = boxes.filter(
    ({ left, right, top, bottom }) => left < 0 || top < 0 || right > width || bottom > height,
  )
  return [...outside.map(({ text }) => `“${text}” is cut off`), ...overlaps(boxes)]
}
