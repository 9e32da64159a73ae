import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Interruption, unlessAborted, watchInterruption } from './interruption.ts'

let made: Interruption | undefined
afterEach(() => {
  made?.dispose()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

// process.emit calls the handlers as a signal would, without one.
const receive = (name: NodeJS.Signals) => process.emit(name, name)

describe('watchInterruption', () => {
  it('asks first and ends the process the second time', () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never)
    const names: string[] = []
    made = watchInterruption(name => names.push(name))
    expect([made.signal.aborted, made.exitCode]).toEqual([false, undefined])

    receive('SIGINT')
    expect([made.signal.aborted, made.exitCode]).toEqual([true, 130])
    // npm passes on what the terminal has sent already.
    vi.advanceTimersByTime(100)
    receive('SIGINT')
    expect(exit).not.toHaveBeenCalled()

    vi.advanceTimersByTime(300)
    receive('SIGTERM')
    expect(exit.mock.calls).toEqual([[143]])
    expect(names).toEqual(['SIGINT'])
  })

  it('stops without a signal, and then has no exit code', () => {
    made = watchInterruption(() => {})
    made.stop()
    expect([made.signal.aborted, made.exitCode]).toEqual([true, undefined])
  })

  it('leaves no handler behind', () => {
    const count = () => ['SIGINT', 'SIGTERM', 'SIGHUP'].map(name => process.listenerCount(name))
    const before = count()
    made = watchInterruption(() => {})
    expect(count()).toEqual(before.map(each => each + 1))
    made.dispose()
    expect(count()).toEqual(before)
  })
})

describe('unlessAborted', () => {
  it('gives what the work gives', async () => {
    const { signal } = new AbortController()
    expect(await unlessAborted(signal, Promise.resolve(5))).toBe(5)
    await expect(unlessAborted(signal, Promise.reject(new Error('no')))).rejects.toThrow('no')
  })

  it('gives undefined as soon as it is aborted', async () => {
    const controller = new AbortController()
    const waiting = unlessAborted(controller.signal, new Promise(() => {}))
    controller.abort()
    expect(await waiting).toBeUndefined()
    expect(await unlessAborted(controller.signal, Promise.resolve(5))).toBeUndefined()
  })
})
