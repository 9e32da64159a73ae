import { describe, expect, it } from 'vitest'
import { type Ended, runNode } from './testing/child.ts'

const setUp = 'const net = network(), data = dataset();'
const start = `${setUp} const run = net.trainSteps(training(data));`
/** Nothing of a crash on the way out. */
const clean = { stderr: '', signal: null }

function expectPromptEnd({ millisecondsToEnd }: Ended): void {
  expect(millisecondsToEnd).toBeLessThan(1000)
}

describe('process.exit()', () => {
  const moments: Record<string, string> = {
    'in the middle of training': start,
    'in the middle of an evaluation': 'const net = network(); net.evaluate({ dataset: dataset(40000) });',
    'in the middle of a gradient': `${setUp} net.gradient({ dataset: data, indices: new Uint32Array(20000) });`,
    'with a queue of jobs': `${start} for (let i = 0; i < 100; i++) net.evaluate({ dataset: data });`,
    'with eight networks at work': `${setUp} const run = training(data); for (let i = 0; i < 8; i++) network().trainSteps(run);`,
    'with a hundred networks at work': `const data = dataset(100, 16), run = training(data);
      for (let i = 0; i < 100; i++) network('float32', 16, 8).trainSteps(run);`,
    'with a disposed network at work': `${start} net.dispose();`,
    'with a worker_thread that trains': `new (require('worker_threads').Worker)(
      'const { network, dataset, training } = require(' + JSON.stringify(preludePath) + '); network().trainSteps(training(dataset()))',
      { eval: true });`,
  }

  it.each(Object.entries(moments))('ends the process at once %s', async (_, program) => {
    const ended = await runNode(`${program} setTimeout(() => { print('now'); process.exit(7) }, 60)`)
    expect(ended).toMatchObject({ ...clean, status: 7, stdout: 'now\n' })
    expectPromptEnd(ended)
  })

  it('ends it right after posting, and inside a continuation', async () => {
    const [posted, inside] = await Promise.all([
      runNode(`${start} process.exit(8)`),
      runNode(`${start} net.cancel(); run.then(() => process.exit(9)); net.evaluate({ dataset: data })`),
    ])
    expect(posted).toMatchObject({ ...clean, status: 8 })
    expect(inside).toMatchObject({ ...clean, status: 9 })
  })

  it('lets work that starts in an exit handler go', async () => {
    const ended = await runNode(`${setUp} process.on('exit', () => { net.trainSteps(training(data)) })`)
    expect(ended).toMatchObject({ ...clean, status: 0 })
  })
})

describe('a signal', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)('%s ends the process by its default', async signal => {
    const ended = await runNode(`${start} setTimeout(() => print('ready'), 30)`, {
      onFirstOutput: child => child.kill(signal),
    })
    expect(ended).toMatchObject({ status: null, signal, stdout: 'ready\n', stderr: '' })
    expectPromptEnd(ended)
  })

  it('reaches a handler while a network trains, which may cancel and go on', async () => {
    const program = `${start} process.once('SIGINT', () => net.cancel());
      run.then(({ ended }) => print(ended)); setTimeout(() => print('ready'), 30)`
    const ended = await runNode(program, { onFirstOutput: child => child.kill('SIGINT') })
    expect(ended).toMatchObject({ ...clean, status: 0, stdout: 'ready\ncancelled\n' })
  })
})

describe('an error that nobody catches', () => {
  it.each([
    ['an exception', 'throw new Error("on purpose")'],
    ['a rejection', 'Promise.reject(new Error("on purpose"))'],
    ['a refused call', 'net.evaluate({ dataset: 5 })'],
  ])('%s ends the process with status 1 in the middle of training', async (_, failing) => {
    const ended = await runNode(`${start} setTimeout(() => { print('now'); ${failing} }, 30)`)
    expect(ended).toMatchObject({ status: 1, signal: null, stdout: 'now\n' })
    expect(ended.stderr).toMatch(/Error: (on purpose|evaluate: dataset: expected a NativeDataset, received 5)/)
    expect(ended.stderr).not.toMatch(/terminate called|Segmentation|FATAL/)
    expectPromptEnd(ended)
  })
})

describe('a process with nothing else to do', () => {
  it('ends when its training has, with what came of it', async () => {
    const ended = await runNode(`${setUp}
      process.on('exit', () => print('exit'))
      net.trainSteps(training(data, 500)).then(({ losses, ended }) => print(losses.length, ended))`)
    expect(ended).toMatchObject({ ...clean, status: 0, stdout: '500 completed\nexit\n' })
    expectPromptEnd(ended)
  })

  it('stays as long as jobs are pending, also those of networks that nobody holds', async () => {
    const ended = await runNode(`const data = dataset();
      for (let i = 0; i < 3; i++) network().trainSteps(training(data, 300)).then(({ ended }) => print(ended))`)
    expect(ended).toMatchObject({ ...clean, status: 0, stdout: 'completed\ncompleted\ncompleted\n' })
  })

  it('is not kept by networks that have worked, or never did', async () => {
    const ended = await runNode(`globalThis.kept = [network(), network()];
      kept[0].evaluate({ dataset: dataset() }).then(() => print('done'))`)
    expect(ended).toMatchObject({ ...clean, status: 0, stdout: 'done\n' })
    expectPromptEnd(ended)
  })

  it('starts new work from a continuation, and stays for that too', async () => {
    const ended = await runNode(`${setUp} const few = training(data, 50);
      let left = 20
      const again = () => net.trainSteps(few).then(() => { if (--left > 0) again(); else print('done') })
      again()`)
    expect(ended).toMatchObject({ ...clean, status: 0, stdout: 'done\n' })
  })
})
