import type { NativeDataset, NativeLoss, NativeNetwork } from '@blasnet/native'
import type { LayerStatisticsPoint } from './events.ts'

export interface Diagnosis {
  readonly dataset: NativeDataset
  readonly loss: NativeLoss
  /** The first samples of the data set are looked at. */
  readonly samples: number
  readonly learningRate: number
  /** The step that has just been taken. */
  readonly step: number
}

/** Statistics of every layer as the network is now; changes nothing. */
export async function diagnose(
  native: NativeNetwork,
  { dataset, loss, samples, learningRate, step }: Diagnosis,
): Promise<LayerStatisticsPoint> {
  const indices = Uint32Array.from({ length: samples }, (_, sample) => sample)
  const { gradientNorm, weightNorm, velocityNorm, meanDerivative } = await native.layerStatistics({
    ...{ dataset, loss, indices },
  })
  return {
    step,
    gradientNorm: [...gradientNorm],
    weightNorm: [...weightNorm],
    updateNorm: Array.from(velocityNorm, norm => learningRate * norm),
    meanDerivative: [...meanDerivative],
  }
}
