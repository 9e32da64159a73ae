import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PeerProblem } from './problem.ts'
import { parseReply } from './protocol.ts'

describe('parseReply', () => {
  it('reads what peers send', () => {
    expect(parseReply('{"type":"ready","versions":{"torch":"2.1"},"stepsMultiple":10}')).toEqual({
      type: 'ready',
      versions: { torch: '2.1' },
      stepsMultiple: 10,
    })
    expect(parseReply('{"type":"done","seconds":0.5,"losses":[2.3,1.2]}')).toEqual({
      type: 'done',
      seconds: 0.5,
      losses: [2.3, 1.2],
    })
    expect(parseReply('{"type":"missing","what":"x"}')).toEqual({ type: 'missing', what: 'x' })
    expect(parseReply('{"type":"error","message":"m"}')).toEqual({ type: 'error', message: 'm' })
  })

  it('takes what Python writes for losses that are no numbers', () => {
    const reply = parseReply('{"type":"done","seconds":1,"losses":[NaN,1,-Infinity,Infinity,"2"]}')
    expect(reply).toEqual({ type: 'done', seconds: 1, losses: [Number.NaN, 1, Number.NaN, Number.NaN, Number.NaN] })
  })

  it('leaves a NaN in a text alone', () => {
    expect(parseReply('{"type":"error","message":"Input contains NaN"}')).toMatchObject({
      message: 'Input contains NaN',
    })
  })

  it.each([
    ['', 'sent a line that is no message: ""'],
    ['Hello', 'sent a line that is no message: "Hello"'],
    ['[]', 'sent a line that is no message: "[]"'],
    ['null', 'sent a line that is no message: "null"'],
    ['{"type":"sing"}', String.raw`sent a line that is no message: "{\"type\":\"sing\"}"`],
    ['{"type":"ready","versions":[1],"stepsMultiple":1}', 'sent versions that are no texts'],
    ['{"type":"ready","versions":{},"stepsMultiple":0}', 'sent a number of steps that is none'],
    ['{"type":"ready","versions":{},"stepsMultiple":1e9}', 'sent a number of steps that is none'],
    ['{"type":"done","seconds":0,"losses":[]}', 'sent a time that is not above zero'],
    ['{"type":"done","seconds":1e999,"losses":[]}', 'sent a time that is not above zero'],
    ['{"type":"done","seconds":"1","losses":[]}', 'sent a time that is not above zero'],
    ['{"type":"done","seconds":1,"losses":3}', 'sent losses that are no list'],
  ])('refuses %s', (line, message) => {
    expect(() => parseReply(line)).toThrow(PeerProblem)
    expect(() => parseReply(line)).toThrow(message)
  })

  it('throws nothing but a PeerProblem, whatever comes', () => {
    const lines = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({
          type: fc.constantFrom('ready', 'done', 'missing', 'error'),
          versions: fc.anything(),
          losses: fc.anything(),
        })
        .map(value => JSON.stringify(value)),
    )
    fc.assert(
      fc.property(lines, line => {
        try {
          expect(parseReply(line)).toHaveProperty('type')
        } catch (error) {
          expect(error).toBeInstanceOf(PeerProblem)
        }
      }),
    )
  })
})
