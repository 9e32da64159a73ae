import { describe, expect, it } from 'vitest'
import { shortText, trialNames } from './trial-name.ts'

describe('trialNames', () => {
  it('says the settings, in letters that are a name everywhere', () => {
    expect(
      trialNames([
        [
          ['hidden', '256-128'],
          ['schedule', 'step:0.5,10 epochs'],
          ['rate', '1e-3'],
        ],
      ]),
    ).toEqual(['hidden=256-128,schedule=step_0.5_10_epochs,rate=1e-3'])
    expect(trialNames([[['data', '../../etc/x']]])).toEqual(['data=.._.._etc_x'])
  })

  it('tells apart what would be the same, whatever the case, and cuts what is too long', () => {
    expect(trialNames([[['a', 'x:1']], [['a', 'X,1']], [['a', 'x 1']]])).toEqual(['a=x_1', 'a=X_1-2', 'a=x_1-3'])
    const long = trialNames([[['a', 'x'.repeat(300)]], [['a', 'x'.repeat(301)]]])
    expect(long.map(name => name.length)).toEqual([150, 152])
  })
})

describe('shortText', () => {
  it('is the end of a path, and all of anything else', () => {
    expect(shortText({ text: '/sets/digits', value: '' })).toBe('digits')
    expect(shortText({ text: 'step:0.5,10epochs', value: '' })).toBe('step:0.5,10epochs')
  })
})
