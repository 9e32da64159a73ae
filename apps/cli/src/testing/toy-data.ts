import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writeIdx } from '@blasnet/datasets'

export interface ToyOptions {
  /** Default [4, 4]. */
  readonly image?: readonly [height: number, width: number]
  /** Labels in the file's order. Default 0, 1, 2, 0, 1, 2, … */
  readonly trainLabels?: readonly number[]
  readonly testLabels?: readonly number[]
  /** Value of pixel `pixel` of a sample of class `label`. Default: one bright line for each class, and some noise. */
  readonly pixel?: (label: number, pixel: number, sample: number) => number
}

/** Writes a small data set in the format of MNIST: three classes that any network learns at once. */
export async function writeToyData(folder: string, options: ToyOptions = {}): Promise<void> {
  const [height, width] = options.image ?? [4, 4]
  const bright = (label: number, pixel: number, sample: number) => {
    return Math.floor(pixel / width) === label ? 200 + (sample % 50) : (sample * 7 + pixel * 3) % 30
  }
  const { pixel = bright } = options
  const cycle = (count: number) => Array.from({ length: count }, (_, i) => i % 3)
  const parts = { train: options.trainLabels ?? cycle(60), t10k: options.testLabels ?? cycle(12) }
  await mkdir(folder, { recursive: true })
  for (const [prefix, labels] of Object.entries(parts)) {
    const size = height * width
    const data = Uint8Array.from({ length: labels.length * size }, (_, i) => {
      const sample = Math.floor(i / size)
      return pixel(labels[sample]!, i % size, sample)
    })
    await writeIdx(join(folder, `${prefix}-images-idx3-ubyte`), {
      shape: [labels.length, height, width],
      data,
    })
    const bytes = Uint8Array.from(labels)
    await writeIdx(join(folder, `${prefix}-labels-idx1-ubyte`), { shape: [labels.length], data: bytes })
  }
}
