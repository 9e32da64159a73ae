import { expect, describe as group, it } from 'vitest'
import { BlasnetError, describe, OptionError } from './error.ts'

group('BlasnetError', () => {
  it('carries code, name of its class and cause', () => {
    const cause = new Error('below')
    class SpecialError extends BlasnetError {}
    const error = new SpecialError('ERR_BLASNET_BUSY', 'busy', { cause })
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ code: 'ERR_BLASNET_BUSY', name: 'SpecialError', message: 'busy', cause })
    expect(error.stack?.split('\n')[0]).toBe('SpecialError: busy')
  })

  it('has no cause unless one is given', () => {
    expect('cause' in new BlasnetError('ERR_BLASNET_DATA', 'x')).toBe(false)
  })
})

group('OptionError', () => {
  it('says option, expected and received, in words and in fields', () => {
    const error = new OptionError('layers[0].units', 'an integer at least 1', '64')
    expect(error).toMatchObject({
      code: 'ERR_BLASNET_OPTION',
      name: 'OptionError',
      message: 'layers[0].units: expected an integer at least 1, received "64"',
      option: 'layers[0].units',
      expected: 'an integer at least 1',
      received: '"64"',
    })
  })
})

group('describe', () => {
  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [true, 'true'],
    [-0, '-0'],
    [0, '0'],
    [1e21, '1e+21'],
    [Number.NaN, 'NaN'],
    [12n, '12n'],
    ['5', '"5"'],
    ['two\nlines', '"two\\nlines"'],
    ['x'.repeat(60), `"${'x'.repeat(60)}"`],
    ['x'.repeat(61), `"${'x'.repeat(57)}…"`],
    [Symbol('s'), 'Symbol(s)'],
    [() => 1, 'a function'],
    [[1, 2], 'an array of length 2'],
    [{}, 'an object'],
    [Object.create(null), 'an object'],
    [new Map(), 'an object of class Map'],
    [new ArrayBuffer(4), 'an object of class ArrayBuffer'],
    [new Uint8Array(3), 'a Uint8Array of length 3'],
    [new Int32Array(3), 'an Int32Array of length 3'],
    [Buffer.alloc(3), 'a Buffer of length 3'],
    [new DataView(new ArrayBuffer(3)), 'a DataView'],
  ])('%o', (value, text) => {
    expect(describe(value)).toBe(text)
  })

  it('does not throw for objects made to make it throw', () => {
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    const hostile = [
      revoked.proxy,
      Object.create({ constructor: { name: Symbol('name') } }),
      Object.create({
        get constructor() {
          throw new Error('no')
        },
      }),
      Object.create({ constructor: { name: 7 } }),
    ]
    expect(hostile.map(describe)).toEqual(['an object', 'an object', 'an object', 'an object'])
  })

  it('describes a typed array that hides its class', () => {
    expect(describe(Object.assign(new Uint8Array(2), { constructor: undefined }))).toBe('a Uint8Array of length 2')
  })
})
