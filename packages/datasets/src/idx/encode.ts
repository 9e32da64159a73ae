import { checkInteger, checkObject, OptionError } from '@blasnet/check'
import { arrayType } from '../shared-memory.ts'
import { elements } from './elements.ts'
import { shapeText } from './header.ts'
import { elementTypes, type IdxSource } from './types.ts'

/**
 * The bytes of an IDX file, uncompressed; {@link decodeIdx} reads them back.
 *
 * @throws {@link OptionError} when `shape` does not fit `data` or `data` has a type that IDX lacks.
 */
export function encodeIdx(source: IdxSource): Uint8Array<ArrayBuffer> {
  // `type` is allowed so that what was read can be written as it is; the data's own type decides.
  checkObject('source', source, ['shape', 'data', 'type'])
  const { shape, data } = source
  const element = elementTypes.find(known => known.array === arrayType(data))
  if (element === undefined) {
    throw new OptionError('source.data', `one of ${elementTypes.map(known => known.array).join(', ')}`, data)
  }
  if (!Array.isArray(shape) || shape.length < 1 || shape.length > 255) {
    throw new OptionError('source.shape', 'an array of 1 to 255 dimensions', shape)
  }
  for (const [axis, size] of shape.entries()) checkInteger(`source.shape[${axis}]`, size, { min: 0, max: 2 ** 32 - 1 })
  const length = shape.includes(0) ? 0 : shape.reduce((product, size) => product * size, 1)
  if (data.length !== length) {
    throw new OptionError('source.data', `${length} values for shape ${shapeText(shape)}`, data)
  }

  const dataOffset = 4 + 4 * shape.length
  const bytes = new Uint8Array(dataOffset + data.byteLength)
  const view = new DataView(bytes.buffer)
  bytes.set([0, 0, element.code, shape.length])
  for (const [axis, size] of shape.entries()) view.setUint32(4 + 4 * axis, size)
  elements[element.type].encode(data, view, dataOffset)
  return bytes
}
