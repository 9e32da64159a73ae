import { type CheckGradientsOptions, checkGradients, type Network } from '@blasnet/core'

/** Enough to time, and over in a moment. */
const few = 32
const more = 256

/**
 * Seconds that comparing `parameters` parameters will take: each costs two forward passes, which the difference between
 * comparing a few and some more tells apart from what is done once. 0 for so few that it is over at once.
 */
export async function estimateSeconds(
  network: Network,
  options: CheckGradientsOptions,
  parameters: number,
): Promise<number> {
  if (more >= parameters) return 0
  const one = await timed(network, { ...options, parameters: few })
  const other = await timed(network, { ...options, parameters: more })
  const slope = (other.seconds - one.seconds) / (other.checked - one.checked)
  // On a busy machine fewer may have taken longer.
  return parameters * (slope > 0 ? slope : other.seconds / other.checked)
}

async function timed(network: Network, options: CheckGradientsOptions): Promise<{ seconds: number; checked: number }> {
  const started = performance.now()
  // At least one of each tensor is compared.
  const { checked } = await checkGradients(network, options)
  return { seconds: (performance.now() - started) / 1000, checked }
}
