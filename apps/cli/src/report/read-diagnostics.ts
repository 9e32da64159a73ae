import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { LayerDiagnostics, RunHistory } from '@blasnet/report'
import { z } from 'zod'

const perLayer = (layers: number) => z.array(z.number()).length(layers)

/** Only SGD tells how far a step moved a layer: of other optimizers it is NaN, which JSON has as null. */
const perLayerOrNaN = (layers: number) =>
  z.array(z.nullable(z.number()).transform(value => value ?? Number.NaN)).length(layers)

function diagnosticsSchema(layers: number) {
  const values = perLayer(layers)
  return z.strictObject({
    samples: z.int().positive(),
    points: z.array(
      z.strictObject({
        step: z.int().nonnegative(),
        gradientNorm: values,
        weightNorm: values,
        updateNorm: perLayerOrNaN(layers),
        meanDerivative: values,
      }),
    ),
  })
}

/**
 * The `diagnostics.json` of a run, with a figure for each of `layers` layers at every validation.
 *
 * @throws Error when it cannot be read, or does not belong to the history
 */
export async function readDiagnostics(file: string, history: RunHistory, layers: number): Promise<LayerDiagnostics> {
  const diagnostics = diagnosticsSchema(layers).parse(JSON.parse(await readFile(file, 'utf8')))
  const steps = (points: readonly { readonly step: number }[]) => points.map(({ step }) => step).join()
  if (steps(diagnostics.points) !== steps(history.validation)) {
    throw new Error(`'${path.basename(file)}' does not belong to the history`)
  }
  return diagnostics
}
