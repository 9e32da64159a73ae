import fc from 'fast-check'
import type { IdxSource } from '../idx/types.ts'

/** Any content an IDX file can hold, small: all element types, one to four dimensions, some of them zero. */
export const idxSource: fc.Arbitrary<IdxSource> = fc
  .array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 4 })
  .chain(shape => {
    const length = shape.reduce((product, size) => product * size, 1)
    const size = { minLength: length, maxLength: length }
    return fc.record({
      shape: fc.constant(shape),
      data: fc.oneof(
        fc.uint8Array(size),
        fc.int8Array(size),
        fc.int16Array(size),
        fc.int32Array(size),
        fc.float32Array(size),
        fc.float64Array(size),
      ),
    })
  })
