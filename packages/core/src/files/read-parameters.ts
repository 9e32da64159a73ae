import { describe } from '@blasnet/check'
import type { DType, FloatArray } from '@blasnet/native'
import { type Architecture, countNumbers, type ParameterTensor, parameterTensors } from '../network/architecture.ts'
import { floatArray, indexOfNonFinite } from '../network/float-array.ts'
import type { ElementType, StoredTensor } from './header.ts'
import type { SafetensorsFile } from './read-safetensors.ts'
import { asBytes } from './write-safetensors.ts'

const DTYPE_OF: Readonly<Record<ElementType, DType>> = { F32: 'float32', F64: 'float64' }

/**
 * Reads exactly the tensors that the architecture has, converted to its dtype, in the engine's order. All names and
 * shapes are checked before a value is read.
 */
export async function readParameters(content: SafetensorsFile, architecture: Architecture): Promise<FloatArray> {
  const wanted = parameterTensors(architecture)
  const pairs = wanted.map(tensor => [tensor, findTensor(content, tensor)] as const)
  if (content.tensors.size > wanted.length) {
    const known = new Set(wanted.map(({ name }) => name))
    const additional = [...content.tensors.keys()].find(name => !known.has(name))
    content.refuse(`tensor ${describe(additional)}: expected only the ${wanted.length} tensors of the network`)
  }
  const parameters = floatArray(architecture.dtype, countNumbers(architecture))
  for (const [{ name, offset, length }, stored] of pairs) {
    const values = floatArray(DTYPE_OF[stored.type], length)
    await content.read(stored, asBytes(values))
    // Set first, since a large float64 turns infinite as float32.
    parameters.set(values, offset)
    const bad = indexOfNonFinite(parameters.subarray(offset, offset + length))
    if (bad >= 0) {
      content.refuse(
        `tensor ${describe(name)}: expected finite ${architecture.dtype} values, received ${values[bad]} at index ${bad}`,
      )
    }
  }
  return parameters
}

function findTensor(content: SafetensorsFile, { name, shape }: ParameterTensor): StoredTensor {
  const stored = content.tensors.get(name)
  if (stored === undefined)
    return content.refuse(`tensor ${describe(name)}: expected shape [${shape.join(', ')}], received none`)
  if (stored.shape.length !== shape.length || stored.shape.some((size, axis) => size !== shape[axis])) {
    const received = `[${stored.shape.slice(0, 8).join(', ')}]`
    return content.refuse(`tensor ${describe(name)}: expected shape [${shape.join(', ')}], received ${received}`)
  }
  return stored
}
