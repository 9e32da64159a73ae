import type { Network } from '@blasnet/core'
import type { TestResult } from './history.ts'
import { lossOptions } from './loss-options.ts'
import type { PreparedData } from './prepare-data.ts'

/** Measures a trained network on all test images, where the settings ask for it. */
export async function testNetwork(
  network: Network,
  { train, test, classes, settings }: PreparedData,
  threads?: number,
): Promise<TestResult | undefined> {
  if (test === undefined) return undefined
  const loss = lossOptions(settings, { labels: train.labels, classes })
  const result = await network.evaluate(test, { loss, ...(threads !== undefined && { threads }) })
  return { samples: result.count, loss: result.loss, accuracy: result.accuracy, correct: result.correct }
}
