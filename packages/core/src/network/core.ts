import type { Normalisation } from '@blasnet/datasets'
import { type FloatArray, NativeNetwork } from '@blasnet/native'
import { BusyError, DisposedError } from '../errors.ts'
import { type Architecture, type ParameterTensor, parameterTensors } from './architecture.ts'

/** What can occupy a network. Only predictions and evaluations share it: the others change it or may cancel its work. */
const ACTIVITIES = {
  training: { wanted: 'train', shared: false },
  predicting: { wanted: 'predict', shared: true },
  evaluating: { wanted: 'evaluate', shared: true },
  'checking gradients': { wanted: 'check gradients', shared: false },
  'loading weights': { wanted: 'load weights', shared: false },
} as const

export type Activity = keyof typeof ACTIVITIES

interface Occupant {
  readonly activity: Activity
  /** Told when the network is disposed of. */
  readonly onDispose?: () => void
}

/** The engine's network with what TypeScript knows about it, and the rule of who may use it at the same time. */
export class NetworkCore {
  readonly architecture: Architecture
  readonly tensors: readonly ParameterTensor[]
  readonly native: NativeNetwork
  normalisation: Normalisation | undefined
  #running: Occupant[] = []
  #disposed = false

  constructor(architecture: Architecture, parameters: FloatArray, normalisation: Normalisation | undefined) {
    this.architecture = architecture
    this.tensors = parameterTensors(architecture)
    this.normalisation = normalisation
    this.native = new NativeNetwork({
      dtype: architecture.dtype,
      inputs: architecture.inputs,
      ...(architecture.inputDropout !== undefined && { inputDropout: architecture.inputDropout }),
      layers: architecture.layers.map(({ initializer: _, biasInitializer: __, ...layer }) => layer),
    })
    this.native.setParameters(parameters)
  }

  /** Units of the last layer. */
  get classes(): number {
    return this.architecture.layers.at(-1)!.units
  }

  get disposed(): boolean {
    return this.#disposed
  }

  /**
   * Occupies the network until the function that it returns is called.
   *
   * @throws BusyError, DisposedError
   */
  hold(activity: Activity, onDispose?: () => void): () => void {
    const { wanted, shared } = ACTIVITIES[activity]
    this.assertAlive(wanted)
    const conflict = this.#running.find(running => !(shared && ACTIVITIES[running.activity].shared))
    if (conflict !== undefined) throw new BusyError(wanted, conflict.activity)
    const occupant = { activity, ...(onDispose && { onDispose }) }
    this.#running.push(occupant)
    return () => {
      this.#running = this.#running.filter(other => other !== occupant)
    }
  }

  /**
   * Occupies the network at once and returns the function that runs the work and frees the network after it. Work that
   * ends because of `dispose()` rejects with DisposedError.
   *
   * @throws BusyError, DisposedError
   */
  occupy(activity: Activity, onDispose?: () => void): <T>(work: () => Promise<T>) => Promise<T> {
    const release = this.hold(activity, onDispose)
    return async work => {
      try {
        return await work()
      } catch (error) {
        const { wanted } = ACTIVITIES[activity]
        throw this.#disposed && !(error instanceof DisposedError) ? new DisposedError(wanted, { cause: error }) : error
      } finally {
        release()
      }
    }
  }

  /**
   * Occupies the network while `work` runs. Rejects with the reason of `signal` when that is aborted: at once if nobody
   * else is at work, whom cancelling would hit as well, else when the engine is done.
   */
  async during<T>(activity: Activity, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    this.assertAlive(ACTIVITIES[activity].wanted)
    signal?.throwIfAborted()
    const cancel = () => {
      if (this.#running.length === 1 && !this.#disposed) this.native.cancel()
    }
    return this.occupy(activity)(async () => {
      signal?.addEventListener('abort', cancel, { once: true })
      try {
        const value = await work()
        signal?.throwIfAborted()
        return value
      } catch (error) {
        // What was cut short may have failed for that very reason.
        throw signal?.aborted && !this.#disposed ? signal.reason : error
      } finally {
        signal?.removeEventListener('abort', cancel)
      }
    })
  }

  /** A copy of all parameters. */
  snapshot(wanted: string): FloatArray {
    this.assertAlive(wanted)
    const [running] = this.#running
    if (running !== undefined) throw new BusyError(wanted, running.activity)
    return this.native.getParameters()
  }

  assertAlive(wanted: string): void {
    if (this.#disposed) throw new DisposedError(wanted)
  }

  dispose(): void {
    if (this.#disposed) return
    this.#disposed = true
    for (const { onDispose } of this.#running) onDispose?.()
    this.native.dispose()
  }
}
