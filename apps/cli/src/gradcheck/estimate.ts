import { type CheckGradientsOptions, checkGradients, type Network } from '@blasnet/core'

/** Enough to time, and over in a moment. */
const PILOT = 32

/** Seconds that comparing `parameters` parameters will take, from a few of them: each costs two forward passes. */
export async function estimateSeconds(
  network: Network,
  options: CheckGradientsOptions,
  parameters: number,
): Promise<number> {
  const pilot = Math.max(PILOT, 2 * network.layers.length)
  if (pilot >= parameters) return 0
  const started = performance.now()
  const { checked } = await checkGradients(network, { ...options, parameters: pilot })
  return ((performance.now() - started) / 1000 / checked) * parameters
}
