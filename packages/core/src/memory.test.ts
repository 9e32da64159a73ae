import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** What a program prints that makes 100 networks of 2 MB and trains, evaluates and forgets or disposes of each. */
function grownBy(end: string): { readonly megabytes: number; readonly collected: number } {
  const program = `
    const { createNetwork, train } = await import(process.argv[1])
    const inputs = new Uint8Array(50_000).map((_, index) => index % 251), labels = new Uint8Array(200)
    let collected = 0
    const registry = new FinalizationRegistry(() => collected++)
    async function one() {
      const network = createNetwork({ inputs: 250, layers: [{ units: 1000, activation: 'relu' }, { units: 2 }] })
      registry.register(network, 0)
      const optimizer = { kind: 'adam', learningRate: 0.001 }
      await train(network, { data: { train: { inputs, labels } }, optimizer, epochs: 1, maxSteps: 2 }).result
      await network.evaluate({ inputs, labels }, { signal: new AbortController().signal })
      ${end}
    }
    const rss = () => process.memoryUsage().rss / 1e6
    let early
    for (let index = 1; index <= 100; index++) {
      await one()
      if (index % 10 === 0) { gc(); await new Promise(resolve => setTimeout(resolve, 1)) }
      if (index === 25) early = rss()
    }
    console.log(JSON.stringify({ megabytes: rss() - early, collected }))`
  const built = new URL('../dist/index.js', import.meta.url).href
  const flags = ['--expose-gc', '--input-type=module']
  return JSON.parse(execFileSync(process.execPath, [...flags, '-e', program, built], { encoding: 'utf8' }))
}

// Weights, gradient and moments: 4 MB each time, 300 MB over 75 networks if none were freed.
test.each([
  ['disposed of', 'network.dispose()'],
  ['disposed of by `using`', 'network[Symbol.dispose]()'],
  ['forgotten', ''],
])('networks that are %s leave nothing behind', (_, end) => {
  const { megabytes, collected } = grownBy(end)
  expect(megabytes).toBeLessThan(80)
  expect(collected).toBeGreaterThan(85)
})
