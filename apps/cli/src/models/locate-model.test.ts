import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { locateModel } from './locate-model.ts'
import { trainedOn } from './trained-on.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blasnet-models-'))
  for (const name of ['run', 'empty', 'odd', 'odd/model.safetensors']) await mkdir(join(folder, name))
  await writeFile(join(folder, 'run', 'model.safetensors'), '')
})
afterAll(() => rm(folder, { recursive: true }))

it('takes a file, or the model of a run', async () => {
  const file = join(folder, 'run', 'model.safetensors')
  expect(await locateModel(file)).toBe(file)
  expect(await locateModel(join(folder, 'run'))).toBe(file)
})

it('says what is missing', async () => {
  const [missing, empty, odd] = ['missing', 'empty', 'odd'].map(name => join(folder, name))
  await expect(locateModel(missing!)).rejects.toThrow(`cannot read the model '${missing}': no such file or directory`)
  await expect(locateModel(empty!)).rejects.toThrow(`the folder '${empty}' has no model.safetensors`)
  await expect(locateModel(odd!)).rejects.toThrow(`expected a model, received a folder: '${odd}/model.safetensors'`)
})

it('knows what a model was trained on', async () => {
  const run = join(folder, 'run')
  const config = (value: unknown) => writeFile(join(run, 'config.json'), JSON.stringify(value))
  const model = join(run, 'model.safetensors')
  expect(await trainedOn(model)).toBe('mnist')
  await config({ data: 'fashion-mnist', seed: 3 })
  expect(await trainedOn(model)).toBe('fashion-mnist')
  await config({ data: 'digits' })
  expect(await trainedOn(model)).toBe(join(run, 'digits'))
  await config({ 'of another program': true })
  expect(await trainedOn(model)).toBe('mnist')
})
