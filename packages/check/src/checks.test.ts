import vm from 'node:vm'
import { describe, expect, it } from 'vitest'
import {
  checkBoolean,
  checkInteger,
  checkNumber,
  checkObject,
  checkOneOf,
  checkString,
  readElements,
  readFields,
} from './checks.ts'
import { OptionError } from './error.ts'

const any = { min: 0, max: 10 }

function messageOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    expect(error).toBeInstanceOf(OptionError)
    return (error as OptionError).message
  }
  throw new Error('expected an OptionError, nothing was thrown')
}

describe('checkNumber', () => {
  it('returns what lies within the range, its ends included', () => {
    expect(checkNumber('x', -1.5)).toBe(-1.5)
    expect(checkNumber('x', 0, { min: 0, max: 1 })).toBe(0)
    expect(checkNumber('x', 1, { min: 0, max: 1 })).toBe(1)
    expect(checkNumber('x', 5e-324, { min: 0, exclusiveMin: true })).toBe(5e-324)
  })

  it.each([
    [Number.NaN, {}, 'x: expected a finite number, received NaN'],
    [Number.POSITIVE_INFINITY, {}, 'x: expected a finite number, received Infinity'],
    ['1', {}, 'x: expected a finite number, received "1"'],
    [1n, {}, 'x: expected a finite number, received 1n'],
    [undefined, {}, 'x: expected a finite number, received undefined'],
    [-1, { min: 0 }, 'x: expected a finite number at least 0, received -1'],
    [2, { max: 1 }, 'x: expected a finite number at most 1, received 2'],
    [0, { min: 0, exclusiveMin: true }, 'x: expected a finite number above 0, received 0'],
    [-0, { min: 0, exclusiveMin: true }, 'x: expected a finite number above 0, received -0'],
    [1, { min: 0, max: 1, exclusiveMax: true }, 'x: expected a finite number at least 0 and below 1, received 1'],
  ])('refuses %s within %o', (value, range, message) => {
    expect(messageOf(() => checkNumber('x', value, range))).toBe(message)
  })
})

describe('checkInteger', () => {
  it('returns safe integers within the range', () => {
    expect(checkInteger('n', 2 ** 53 - 1)).toBe(9007199254740991)
    expect(checkInteger('n', 1, { min: 1, max: 1 })).toBe(1)
  })

  it.each([
    [1.5, {}, 'n: expected an integer, received 1.5'],
    [2 ** 53, {}, 'n: expected an integer, received 9007199254740992'],
    [Number.NaN, { min: 1 }, 'n: expected an integer at least 1, received NaN'],
    ['3', { min: 1, max: 9 }, 'n: expected an integer at least 1 and at most 9, received "3"'],
    [10, { min: 1, max: 9 }, 'n: expected an integer at least 1 and at most 9, received 10'],
    [0, { min: 1 }, 'n: expected an integer at least 1, received 0'],
  ])('refuses %s within %o', (value, range, message) => {
    expect(messageOf(() => checkInteger('n', value, range))).toBe(message)
  })
})

describe('checkBoolean', () => {
  it('takes booleans and nothing that merely behaves like one', () => {
    expect(checkBoolean('b', false)).toBe(false)
    expect(checkBoolean('b', true)).toBe(true)
    expect(messageOf(() => checkBoolean('b', 0))).toBe('b: expected true or false, received 0')
    expect(messageOf(() => checkBoolean('b', 'true'))).toBe('b: expected true or false, received "true"')
  })
})

describe('checkOneOf', () => {
  it('names every choice', () => {
    expect(checkOneOf('kind', 'sgd', ['sgd', 'adam'])).toBe('sgd')
    expect(messageOf(() => checkOneOf('kind', 'SGD', ['sgd', 'adam']))).toBe(
      `kind: expected one of 'sgd', 'adam', received "SGD"`,
    )
  })

  it('is not misled by names that every object has', () => {
    expect(messageOf(() => checkOneOf('kind', 'toString', ['sgd']))).toBe(
      `kind: expected one of 'sgd', received "toString"`,
    )
  })
})

describe('checkString', () => {
  it('refuses what is empty or no string', () => {
    expect(checkString('name', 'a')).toBe('a')
    expect(messageOf(() => checkString('name', ''))).toBe('name: expected a string that is not empty, received ""')
    expect(messageOf(() => checkString('name', 7))).toBe('name: expected a string that is not empty, received 7')
  })
})

describe('checkObject', () => {
  it('returns what the object holds when all its keys are known', () => {
    expect({ ...checkObject('o', { a: 1, c: undefined }, ['a', 'b', 'c']) }).toStrictEqual({ a: 1, c: undefined })
    expect({ ...checkObject('o', { a: 1, z: 2 }) }).toStrictEqual({ a: 1, z: 2 })
  })

  it('reads every field once', () => {
    let reads = 0
    const value = {
      get a() {
        reads++
        return reads
      },
    }
    const read = checkObject('o', value, ['a', 'b'])
    expect([read.a, read.a, reads]).toEqual([1, 1, 1])
  })

  it('names the field that cannot be read', () => {
    const value = {
      get a() {
        throw new Error('no')
      },
    }
    expect(messageOf(() => checkObject('o', value, ['a']))).toBe(
      'o.a: expected a value that can be read, received an object of class Error',
    )
    expect(messageOf(() => checkObject('o', value, ['b']))).toBe(
      'o.a: expected a value that can be read, received an object of class Error',
    )
  })

  it('a proxy that refuses everything is no plain object', () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    expect(messageOf(() => checkObject('o', proxy, ['a']))).toBe('o: expected a plain object, received an object')
    expect(messageOf(() => checkObject('o', proxy))).toBe('o: expected a plain object, received an object')
    expect(readElements('o', proxy, any)).toBeUndefined()
  })

  it('takes objects without prototype and of another realm', () => {
    expect(checkObject('o', Object.assign(Object.create(null), { a: 1 }), ['a']).a).toBe(1)
    expect(checkObject('o', vm.runInNewContext('({ a: 1 })'), ['a']).a).toBe(1)
  })

  it('names a misspelt option and those that exist', () => {
    expect(messageOf(() => checkObject('train', { epoch: 3 }, ['epochs', 'seed']))).toBe(
      `train.epoch: expected one of the options 'epochs', 'seed', received 3`,
    )
    expect(messageOf(() => checkObject('o', JSON.parse('{"__proto__": 1}'), ['a']))).toBe(
      `o.__proto__: expected one of the options 'a', received 1`,
    )
  })

  it.each([
    [null, 'null'],
    [undefined, 'undefined'],
    ['a', '"a"'],
    [[1], 'an array of length 1'],
    [new Uint8Array(2), 'a Uint8Array of length 2'],
    [new Map([['a', 1]]), 'an object of class Map'],
    [new Date(), 'an object of class Date'],
    [Promise.resolve({}), 'an object of class Promise'],
    [() => {}, 'a function'],
  ])('refuses %o', (value, received) => {
    expect(messageOf(() => checkObject('o', value, ['a']))).toBe(`o: expected a plain object, received ${received}`)
  })
})

describe('readFields', () => {
  it('takes from any object what is asked for and there', () => {
    class Data {
      a = 1
      get b() {
        return 2
      }
      c = 3
    }
    expect({ ...readFields('o', new Data(), ['a', 'b', 'd']) }).toStrictEqual({ a: 1, b: 2 })
  })
})

describe('readElements', () => {
  it('copies an array, holes as undefined', () => {
    const sparse = [1]
    sparse[2] = 3
    expect(readElements('o', sparse, any)).toStrictEqual([1, undefined, 3])
    expect(readElements('o', new Float64Array(2), any)).toBeUndefined()
    expect(readElements('o', { length: 2 }, any)).toBeUndefined()
    expect(readElements('o', [1, 2], { min: 3, max: 4 })).toBeUndefined()
    expect(readElements('o', new Array(2 ** 32 - 1), any)).toBeUndefined()
  })

  it('names the element that cannot be read', () => {
    const array = Object.defineProperty([1, 2], 1, {
      get() {
        throw new Error('no')
      },
    })
    expect(messageOf(() => readElements('o', array, any))).toBe(
      'o[1]: expected a value that can be read, received an object of class Error',
    )
  })
})
