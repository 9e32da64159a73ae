import { DataError } from '../data-error.ts'
import type { DatasetPair } from '../dataset.ts'
import type { WholeIdx } from '../idx/decode.ts'
import { shapeText } from '../idx/header.ts'
import { readWhole } from '../idx/read.ts'
import type { IdxFiles } from './find-files.ts'
import { toDataset } from './load-part.ts'

export interface PairSource {
  readonly name: string
  readonly files: IdxFiles
  /** Default 1 + the largest training label; test labels must be below it as well. */
  readonly classes?: number | undefined
  readonly classNames?: readonly string[] | undefined
  /** Looks at each file as read, before anything is made of it. */
  readonly verify?: (role: keyof IdxFiles, whole: WholeIdx) => void
}

/** Reads four IDX files into a training and a test set of the same sample shape and classes. */
export async function loadPair({ name, files, classes, classNames, verify }: PairSource): Promise<DatasetPair> {
  const read = async (role: keyof IdxFiles) => {
    const whole = await readWhole(files[role])
    verify?.(role, whole)
    return whole
  }
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all([
    read('trainImages'),
    read('trainLabels'),
    read('testImages'),
    read('testLabels'),
  ])
  const train = toDataset({
    name: `${name} training images`,
    images: trainImages,
    labels: trainLabels,
    classes,
    classNames,
  })
  const test = toDataset({
    name: `${name} test images`,
    images: testImages,
    labels: testLabels,
    classes: train.classes,
    classNames,
  })
  checkSameSamples(trainImages, testImages)
  return Object.freeze({ train, test })
}

function checkSameSamples(train: WholeIdx, test: WholeIdx): void {
  const [expected, received] = [train, test].map(({ header }) => `${header.type} ${shapeText(header.shape.slice(1))}`)
  if (expected === received) return
  throw new DataError(
    test.origin.file,
    `expected test images like those of ${train.origin.file}, each ${expected}, received ${received}`,
    { offset: 2, decompressed: test.origin.decompressed },
  )
}
