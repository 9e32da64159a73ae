import type { Classified } from './classify.ts'

/** One image in what `blasnet predict --json` prints. */
export function toJson({ source, preparation, predicted, probabilities, label, classNames }: Classified) {
  const predictedName = classNames?.[predicted]
  const labelName = label === undefined ? undefined : classNames?.[label]
  return {
    ...source,
    predicted,
    ...(predictedName !== undefined && { predictedName }),
    probability: probabilities[predicted]!,
    probabilities,
    ...(label !== undefined && { label, ...(labelName !== undefined && { labelName }), correct: label === predicted }),
    ...(preparation && { preparation }),
  }
}
