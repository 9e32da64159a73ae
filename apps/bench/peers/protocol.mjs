// How a peer that runs on Node talks to the benchmark; see protocol.py for the messages.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

// Whatever a library prints belongs on stderr.
const write = process.stdout.write.bind(process.stdout)
process.stdout.write = process.stderr.write.bind(process.stderr)

const send = message => write(`${JSON.stringify(message)}\n`)

/** What a peer needs is not installed. */
class Missing extends Error {}

/** Requires a package from the folder that the benchmark was told. */
export function requireFrom({ nodeModules }, name) {
  try {
    return createRequire(join(nodeModules, 'peer.js'))(name)
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND' && error.message.includes(`'${name}'`)) {
      throw new Missing(`the package ${name} in ${nodeModules}`)
    }
    throw error
  }
}

/**
 * Answers until stdin ends. `start(setup)` gives a peer with `versions`, `reset()` and `run(steps, wantLosses)`, which
 * gives { seconds, losses }.
 */
export async function serve(start) {
  let peer
  try {
    for await (const line of createInterface({ input: process.stdin })) {
      const message = JSON.parse(line)
      if (message.type === 'init') {
        peer = await start(message)
        send({ type: 'ready', versions: peer.versions, stepsMultiple: 1 })
      } else {
        if (message.fromStart) peer.reset()
        const { seconds, losses } = await peer.run(message.steps, message.losses)
        send({ type: 'done', seconds, losses: message.losses ? losses : [] })
      }
    }
  } catch (error) {
    if (error instanceof Missing) send({ type: 'missing', what: error.message })
    else send({ type: 'error', message: String(error?.message ?? error).slice(0, 2000) })
    process.exitCode = 1
    throw error
  }
}

/** Images normalised, [samples, features]. */
export function readImages({ files, mean, standardDeviation }) {
  return Float32Array.from(readFileSync(files.images), value => (value - mean) / standardDeviation)
}

export function readLabels({ files }) {
  return Int32Array.from(readFileSync(files.labels))
}

/** Samples of every step, [orderSteps][batchSize]. */
export function readOrder({ files, orderSteps, batchSize }) {
  const bytes = readFileSync(files.order)
  const order = new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  return Array.from({ length: orderSteps }, (_, step) => order.subarray(step * batchSize, (step + 1) * batchSize))
}

/** Weight [units, inputs] of every layer, and its bias [units] where it has one. */
export function readParameters({ files, layers }) {
  const bytes = readFileSync(files.weights)
  const values = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  let at = 0
  const take = count => {
    at += count
    return values.subarray(at - count, at)
  }
  return layers.map(({ inputs, units, bias }) => ({
    weight: take(inputs * units),
    bias: bias ? take(units) : undefined,
  }))
}
