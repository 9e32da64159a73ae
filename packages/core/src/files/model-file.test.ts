import { execFileSync } from 'node:child_process'
import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type BiasInitializer,
  createNetwork,
  type Initializer,
  type LayerOptions,
  loadNetwork,
  type Network,
  type NetworkOptions,
} from '../index.ts'
import { temporaryFolder } from '../testing/folder.ts'
import { safetensorsBytes } from '../testing/safetensors.ts'

const options: NetworkOptions = {
  inputs: 3,
  layers: [
    { units: 4, activation: 'improved-sigmoid', initializer: { kind: 'uniform', low: -1, high: 1 } },
    { units: 2, bias: false },
  ],
  seed: 5,
  dtype: 'float64',
  normalisation: { mean: 33.55274553571429, standardDeviation: 78.87550070784701 },
}

function bits(network: Network): string[] {
  return network.parameters().map(({ name, shape, values }) => {
    return `${name} ${shape} ${Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex')}`
  })
}

async function savedBytes(network: Network): Promise<Buffer> {
  const file = join(await temporaryFolder(), 'model.safetensors')
  await network.save(file)
  return readFile(file)
}

interface Parts {
  header: { [name: string]: { dtype: string; shape: number[]; data_offsets: number[] } } & {
    __metadata__: { [key: string]: string }
  }
  data: Buffer
}

function parts(bytes: Buffer): Parts {
  const length = Number(bytes.readBigUInt64LE())
  return { header: JSON.parse(bytes.toString('utf8', 8, 8 + length)), data: bytes.subarray(8 + length) }
}

async function load(bytes: Uint8Array): Promise<Network> {
  const file = join(await temporaryFolder(), 'model.safetensors')
  await writeFile(file, bytes)
  return loadNetwork(file)
}

/** The error that loading these bytes gives, without the file's name. */
async function refusal(bytes: Uint8Array): Promise<string> {
  const file = join(await temporaryFolder(), 'model.safetensors')
  await writeFile(file, bytes)
  const error = await loadNetwork(file).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toMatchObject({ name: 'ModelFileError', code: 'ERR_BLASNET_MODEL_FILE', file })
  return (error as { what: string }).what
}

describe('a network that is saved and loaded', () => {
  test.each(['float32', 'float64'] as const)('is the same bit for bit, %s', async dtype => {
    const network = createNetwork({ ...options, dtype })
    const loaded = await load(await savedBytes(network))
    expect(bits(loaded)).toEqual(bits(network))
    expect(loaded.layers).toEqual(network.layers)
    expect(loaded.normalisation).toEqual(options.normalisation)
    expect({ ...loaded }).toEqual({ ...network })
    expect(await savedBytes(loaded)).toEqual(await savedBytes(network))
  })

  test('keeps how its weights and biases were drawn', async () => {
    const initializers: [Initializer, BiasInitializer?][] = [
      [
        { kind: 'uniform', low: 0, high: 1 },
        { kind: 'constant', value: 0 },
      ],
      [{ kind: 'he-normal' }],
      [{ kind: 'normal', standardDeviation: 1 }],
      [{ kind: 'glorot-uniform' }, { kind: 'with-weights' }],
      [{ kind: 'lecun-normal' }, { kind: 'normal', standardDeviation: 1 }],
      [
        { kind: 'constant', value: 0.5 },
        { kind: 'uniform', low: -1, high: 1 },
      ],
      [{ kind: 'orthogonal', gain: 2 }],
    ]
    const layers = initializers.map(([initializer, biasInitializer]) => {
      return { units: 2, initializer, ...(biasInitializer && { biasInitializer }) } as LayerOptions
    })
    const network = createNetwork({ inputs: 3, layers })
    const bytes = await savedBytes(network)
    const loaded = await load(bytes)
    expect(loaded.layers).toEqual(network.layers)
    expect(await savedBytes(loaded)).toEqual(bytes)
  })

  test('of before there was a biasInitializer is read as it was meant', async () => {
    const network = createNetwork(options)
    const { header, data } = parts(await savedBytes(network))
    const architecture = JSON.parse(header.__metadata__.architecture!)
    const without = (layers: object[]) => {
      const text = JSON.stringify({ ...architecture, layers })
      return safetensorsBytes({ ...header, __metadata__: { ...header.__metadata__, architecture: text } }, data)
    }
    const [{ biasInitializer, ...first }, second] = architecture.layers
    expect(biasInitializer).toEqual({ kind: 'with-weights' })
    const loaded = await load(without([first, second]))
    expect(loaded.layers).toEqual(network.layers)
    expect(bits(loaded)).toEqual(bits(network))
    // Kinds that came later have always been written with theirs.
    expect(await refusal(without([{ ...first, initializer: { kind: 'glorot-normal' } }, second]))).toBe(
      '__metadata__: architecture: expected every option of the network and of every layer',
    )
  })

  test('has no normalisation when it had none', async () => {
    const { normalisation: _, ...plain } = options
    const bytes = await savedBytes(createNetwork(plain))
    expect(Object.keys(parts(bytes).header.__metadata__)).toEqual(['format', 'version', 'architecture'])
    expect((await load(bytes)).normalisation).toBeUndefined()
  })

  test('may change its dtype', async () => {
    const network = createNetwork(options)
    const file = join(await temporaryFolder(), 'model.safetensors')
    await network.save(file)
    const single = await loadNetwork(file, { dtype: 'float32' })
    expect(single.dtype).toBe('float32')
    for (const [index, { values }] of single.parameters().entries()) {
      expect(values).toEqual(Float32Array.from(network.parameters()[index]!.values))
    }
    await single.save(file)
    const double = await loadNetwork(file, { dtype: 'float64' })
    for (const [index, { values }] of double.parameters().entries()) {
      expect(values).toEqual(Float64Array.from(single.parameters()[index]!.values))
    }
  })
})

test('the layout of the file is the documented one', async () => {
  const network = createNetwork(options)
  const bytes = await savedBytes(network)
  const { header, data } = parts(bytes)
  expect(header).toEqual({
    __metadata__: {
      format: 'blasnet',
      version: '1',
      architecture: JSON.stringify({ inputs: 3, dtype: 'float64', layers: network.layers, seed: 5 }),
      normalisation: '{"mean":33.55274553571429,"standardDeviation":78.87550070784701}',
    },
    'layers.0.weight': { dtype: 'F64', shape: [4, 3], data_offsets: [0, 96] },
    'layers.0.bias': { dtype: 'F64', shape: [4], data_offsets: [96, 128] },
    'layers.1.weight': { dtype: 'F64', shape: [2, 4], data_offsets: [128, 192] },
  })
  expect((bytes.length - data.length) % 8).toBe(0)
  const values = network.parameters().flatMap(tensor => [...tensor.values])
  expect(Array.from({ length: 24 }, (_, index) => data.readDoubleLE(index * 8))).toEqual(values)
})

describe('a file that is not what it should be', () => {
  let bytes: Buffer
  let header: Parts['header']
  let data: Buffer

  beforeAll(async () => {
    const network = createNetwork({ ...options, dtype: 'float32' })
    const parameters = network.parameters()
    const architecture = JSON.stringify({ inputs: 3, dtype: 'float32', layers: network.layers, seed: 5 })
    let offset = 0
    const entries = parameters.map(({ name, shape, values }) => {
      const start = offset
      offset += values.byteLength
      return [name, { dtype: 'F32', shape, data_offsets: [start, offset] }]
    })
    header = { __metadata__: { format: 'blasnet', version: '1', architecture }, ...Object.fromEntries(entries) }
    data = Buffer.concat(parameters.map(({ values }) => Buffer.from(values.buffer)))
    bytes = Buffer.from(safetensorsBytes(header, data))
  })

  const withMetadata = (changes: Record<string, string | undefined>) =>
    safetensorsBytes({ ...header, __metadata__: { ...header.__metadata__, ...changes } }, data)

  const withArchitecture = (change: (architecture: Record<string, unknown>) => unknown) =>
    withMetadata({ architecture: JSON.stringify(change(JSON.parse(header.__metadata__.architecture!))) })

  test('the file these are made from is right', async () => {
    expect((await load(bytes)).parameterCount).toBe(24)
  })

  test('cut short anywhere', async () => {
    const folder = await temporaryFolder()
    const file = join(folder, 'model.safetensors')
    await writeFile(file, bytes)
    for (let length = bytes.length - 1; length >= 0; length--) {
      await truncate(file, length)
      await expect(loadNetwork(file)).rejects.toThrow('the file is cut short')
    }
  })

  test('one byte too many', async () => {
    expect(await refusal(Buffer.concat([bytes, Buffer.alloc(1)]))).toBe(
      'expected 96 bytes of data, received 97: bytes follow the last tensor',
    )
  })

  test('a header length beyond the file, or beyond reason', async () => {
    const long = Buffer.from(bytes)
    long.writeBigUInt64LE(1_000_000n)
    expect(await refusal(long)).toBe(
      `expected a header of 1000000 bytes, received ${bytes.length - 8}: the file is cut short`,
    )
    long.writeBigUInt64LE(2n ** 64n - 1n)
    expect(await refusal(long)).toBe('expected a header of at most 100000000 bytes, received 18446744073709551615')
  })

  test('missing, additional and misshapen tensors', async () => {
    const { 'layers.0.bias': bias, ...rest } = header
    expect(await refusal(safetensorsBytes({ ...rest, bias }, data))).toBe(
      'tensor "layers.0.bias": expected shape [4], received none',
    )
    const more = { ...header, 'layers.9.weight': { dtype: 'F32', shape: [1], data_offsets: [96, 100] } }
    expect(await refusal(safetensorsBytes(more, Buffer.alloc(100)))).toBe(
      'tensor "layers.9.weight": expected only the 3 tensors of the network',
    )
    const transposed = { ...header, 'layers.0.weight': { ...header['layers.0.weight'], shape: [3, 4] } }
    expect(await refusal(safetensorsBytes(transposed, data))).toBe(
      'tensor "layers.0.weight": expected shape [4, 3], received [3, 4]',
    )
  })

  test('weights that are not finite', async () => {
    const broken = Buffer.from(data)
    broken.writeFloatLE(Number.NaN, 20)
    expect(await refusal(safetensorsBytes(header, broken))).toBe(
      'tensor "layers.0.weight": expected finite float32 values, received NaN at index 5',
    )
    broken.writeFloatLE(0, 20)
    broken.writeFloatLE(Number.NEGATIVE_INFINITY, 92)
    expect(await refusal(safetensorsBytes(header, broken))).toBe(
      'tensor "layers.1.weight": expected finite float32 values, received -Infinity at index 7',
    )
  })

  test('a float64 weight too large for float32', async () => {
    const file = join(await temporaryFolder(), 'large.safetensors')
    const large = { inputs: 1, layers: [{ units: 1, bias: false }], dtype: 'float64' } as const
    const tensor = { 'layers.0.weight': { dtype: 'F64', shape: [1, 1], data_offsets: [0, 8] } }
    await writeFile(file, safetensorsBytes(tensor, Buffer.from(new Float64Array([1e300]).buffer)))
    const double = createNetwork(large)
    await double.loadWeights(file)
    expect(double.parameters()[0]!.values[0]).toBe(1e300)
    await expect(createNetwork({ ...large, dtype: 'float32' }).loadWeights(file)).rejects.toThrow(
      'tensor "layers.0.weight": expected finite float32 values, received 1e+300 at index 0',
    )
  })

  test('metadata of another format or version, or without an architecture', async () => {
    expect(await refusal(withMetadata({ format: undefined }))).toMatch(
      '__metadata__: expected format "blasnet", received none',
    )
    expect(await refusal(withMetadata({ format: 'pt' }))).toMatch('expected format "blasnet", received "pt"')
    expect(await refusal(withMetadata({ version: '2' }))).toBe('__metadata__: expected version "1", received "2"')
    expect(await refusal(withMetadata({ version: undefined }))).toBe(
      '__metadata__: expected version "1", received none',
    )
    expect(await refusal(withMetadata({ architecture: undefined }))).toBe(
      '__metadata__: expected architecture, received none',
    )
    expect(await refusal(withMetadata({ architecture: '{' }))).toMatch('__metadata__: architecture: expected JSON, but')
    expect(await refusal(withMetadata({ normalisation: '{"mean":0}' }))).toMatch(
      '__metadata__: normalisation.standardDeviation: expected a finite number',
    )
    expect(await refusal(withMetadata({ normalisation: 'null' }))).toMatch(
      '__metadata__: normalisation: expected a plain object',
    )
  })

  test('an architecture that is wrong, incomplete, or has more in it', async () => {
    expect(await refusal(withArchitecture(() => null))).toMatch(
      '__metadata__: architecture: expected a plain object, received null',
    )
    expect(await refusal(withArchitecture(a => ({ ...a, inputs: -1 })))).toMatch(
      '__metadata__: inputs: expected an integer',
    )
    expect(await refusal(withArchitecture(a => ({ ...a, inputs: 1e7, layers: [{ units: 1e7 }] })))).toMatch(
      '__metadata__: layers: expected at most 268435456 parameters in all',
    )
    expect(await refusal(withArchitecture(a => ({ ...a, seed: undefined })))).toBe(
      '__metadata__: architecture: expected every option of the network and of every layer',
    )
    expect(await refusal(withArchitecture(a => ({ ...a, layers: [{ units: 4 }, { units: 2 }] })))).toMatch(
      'expected every option',
    )
    expect(await refusal(withArchitecture(a => ({ ...a, normalisation: null })))).toMatch('__metadata__:')
    const { architecture } = header.__metadata__
    expect(
      await refusal(withMetadata({ architecture: architecture!.replace('{', '{"__proto__":{"units":9},') })),
    ).toMatch('__metadata__: architecture.__proto__: expected one of the options')
    expect(await refusal(withMetadata({ architecture: architecture!.replace('{', '{"seed":1,') }))).toBe(
      '__metadata__: architecture: expected every key once, received "seed" twice',
    )
  })

  test('any few bytes of it changed: refused, or a network of finite weights', async () => {
    const file = join(await temporaryFolder(), 'model.safetensors')
    const change = fc.record({ at: fc.nat({ max: bytes.length - 1 }), to: fc.integer({ min: 0, max: 255 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async changes => {
        const mutated = Buffer.from(bytes)
        for (const { at, to } of changes) mutated[at] = to
        await writeFile(file, mutated)
        try {
          using network = await loadNetwork(file)
          expect(network.parameters().every(({ values }) => values.every(Number.isFinite))).toBe(true)
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_BLASNET_MODEL_FILE' })
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a path that is no model file', () => {
  test('none there, a folder, a named pipe', async () => {
    const folder = await temporaryFolder()
    const missing = join(folder, 'missing')
    await expect(loadNetwork(missing)).rejects.toMatchObject({
      code: 'ERR_BLASNET_MODEL_FILE',
      message: expect.stringContaining(`${missing}: cannot be read: ENOENT`),
      cause: expect.objectContaining({ code: 'ENOENT' }),
    })
    await mkdir(join(folder, 'folder'))
    await expect(loadNetwork(join(folder, 'folder'))).rejects.toThrow('expected a regular file')
    execFileSync('mkfifo', [join(folder, 'pipe')])
    await expect(loadNetwork(join(folder, 'pipe'))).rejects.toThrow('expected a regular file')
  })

  test.each([undefined, 5, '', 'a\0b', new URL('file:///a')])('%s is no path', async value => {
    const message = 'file: expected the path of a file, received'
    await expect(loadNetwork(value as string)).rejects.toThrow(message)
    await expect(createNetwork(options).save(value as string)).rejects.toThrow(message)
    await expect(createNetwork(options).loadWeights(value as string)).rejects.toThrow(message)
  })

  test('a folder that cannot be written into', async () => {
    const file = join(await temporaryFolder(), 'none', 'model.safetensors')
    await expect(createNetwork(options).save(file)).rejects.toMatchObject({
      code: 'ERR_BLASNET_MODEL_FILE',
      message: expect.stringContaining(`${file}: cannot be written: ENOENT`),
    })
  })
})

describe('loadWeights', () => {
  test('takes a file without metadata, F64 into float32', async () => {
    const file = join(await temporaryFolder(), 'weights.safetensors')
    const values = new Float64Array([0.1, 0.2, 0.3, 0.4, -1, 1e-3])
    const header = {
      'layers.0.weight': { dtype: 'F64', shape: [2, 2], data_offsets: [0, 32] },
      'layers.0.bias': { dtype: 'F64', shape: [2], data_offsets: [32, 48] },
    }
    await writeFile(file, safetensorsBytes(header, Buffer.from(values.buffer)))
    const network = createNetwork({ inputs: 2, layers: [{ units: 2 }] })
    await network.loadWeights(file)
    const [weight, bias] = network.parameters()
    expect([...weight!.values]).toEqual([0.1, 0.2, 0.3, 0.4].map(Math.fround))
    expect([...bias!.values]).toEqual([-1, Math.fround(1e-3)])
  })

  test('leaves the weights alone when anything is wrong', async () => {
    const file = join(await temporaryFolder(), 'weights.safetensors')
    const network = createNetwork(options)
    const before = bits(network)
    await createNetwork({ ...options, inputs: 5 }).save(file)
    await expect(network.loadWeights(file)).rejects.toThrow('"layers.0.weight": expected shape [4, 3], received [4, 5]')
    expect(bits(network)).toEqual(before)
  })

  test('keeps the normalisation that the network has', async () => {
    const file = join(await temporaryFolder(), 'weights.safetensors')
    await createNetwork({ ...options, normalisation: { mean: 1, standardDeviation: 1 } }).save(file)
    const network = createNetwork(options)
    await network.loadWeights(file)
    expect(network.normalisation).toEqual(options.normalisation)
  })
})

test('a network is saved as it was when save was called', async () => {
  const file = join(await temporaryFolder(), 'model.safetensors')
  const other = join(await temporaryFolder(), 'other.safetensors')
  const network = createNetwork(options)
  await createNetwork({ ...options, seed: 6 }).save(other)
  const before = bits(network)
  const saving = network.save(file)
  await network.loadWeights(other)
  await saving
  expect(bits(network)).not.toEqual(before)
  expect(bits(await loadNetwork(file))).toEqual(before)
})
