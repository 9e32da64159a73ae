import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createNetwork, type Network, train } from '@blasnet/core'
import { type DatasetPair, loadIdxFolder } from '@blasnet/datasets'
import { beforeAll, expect, it } from 'vitest'
import { runBlasnet } from '../testing/run-blasnet.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { writeToyData } from '../testing/toy-data.ts'

// Classes 0 and 1, told apart by one unit that gives the probability of class 1.
const folder = temporaryFolder()
let network: Network<1>
let pair: DatasetPair

beforeAll(async () => {
  const data = join(folder, 'two')
  const labels = (count: number) => Array.from({ length: count }, (_, i) => i % 2)
  await writeToyData(data, { trainLabels: labels(40), testLabels: labels(10) })
  pair = await loadIdxFolder(data)
  network = createNetwork({ inputs: 16, layers: [{ units: 4, activation: 'tanh' }, { units: 1 }], seed: 3 })
  const optimizer = { kind: 'sgd', learningRate: 0.1 } as const
  const options = { loss: 'binary-cross-entropy', optimizer, epochs: 2, batchSize: 10 } as const
  await train(network, { data: { train: pair.train }, ...options }).result
  await mkdir(join(folder, 'run'))
  await network.save(join(folder, 'run', 'model.safetensors'))
  await writeFile(join(folder, 'run', 'config.json'), JSON.stringify({ data }))
})

it('predicts both classes', async () => {
  const { code, stdout, stderr } = await runBlasnet(['predict', 'run', '--index', '0,1', '--json'], { cwd: folder })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const { probabilities } = await network.predict(pair.test.inputs.subarray(0, 32))
  const { images } = JSON.parse(stdout)
  for (const [index, image] of images.entries()) {
    const p = probabilities[index]!
    expect(image).toMatchObject({ probabilities: [1 - p, p], predicted: Number(p > 0.5), label: index })
    expect(image.probability).toBe(Math.max(p, 1 - p))
  }
  const drawn = await runBlasnet(['predict', 'run', '--index', '1'], { cwd: folder })
  expect(drawn.stdout).toMatch(/ 0 .* %\n.* 1 .* %\n/)
})

it('is evaluated by the loss that one unit can have', async () => {
  const { code, stdout, stderr } = await runBlasnet(['evaluate', 'run', '--json'], { cwd: folder })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const expected = await network.evaluate(pair.test, { loss: 'binary-cross-entropy' })
  const report = JSON.parse(stdout)
  expect(report).toMatchObject({ ...expected, lossFunction: 'binary-cross-entropy' })
  // Over two classes, both cross-entropies are the same.
  expect(report.negativeLogLikelihood).toBeCloseTo(expected.loss, 6)
  expect(report.confusion).toHaveLength(2)
  expect(report.confusion[0][0] + report.confusion[1][1]).toBe(expected.correct)
})
