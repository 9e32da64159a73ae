import { checkNumber, checkObject } from '@blasnet/check'

/**
 * Random distortions of grey images, drawn anew for every image, each uniformly between −bound and bound. They move
 * what is in the image about its centre, p ← R·K·S·p + t, from right to left:
 *
 * - S stretches both axes by factors of their own, 1 ± `scale`,
 * - K = [1, tan φ; 0, 1] leans columns by the angle φ of `shear`,
 * - R turns by the angle of `rotation`,
 * - t shifts by `shift`,
 *
 * and an elastic field is added to where each pixel comes from. Values between pixels are interpolated bilinearly;
 * outside of the image everything is 0.
 */
export interface Augmentation {
  /** Bound of the shift along either axis, 0 … 1000 pixels. Default 0. */
  readonly shift?: number
  /** Bound of the angle, 0 … 180 degrees. Default 0. */
  readonly rotation?: number
  /** Bound of a factor's difference to 1, 0 … below 1. Default 0. */
  readonly scale?: number
  /** Bound of the angle, 0 … below 90 degrees. Default 0. */
  readonly shear?: number
  /**
   * Displacements Δ = α·(G ∗ noise) of every pixel: noise of U(−1, 1) for every pixel and either direction, 0 outside of
   * the image, smoothed with a Gaussian of standard deviation σ whose weights add up to 1. Their standard deviation is
   * about 0.163·α/σ pixels. Simard, Steinkraus and Platt 2003, Best practices for convolutional neural networks,
   * section 2, take α = 34 and σ = 4 for MNIST. Default: none.
   */
  readonly elastic?: {
    /** α, 0 … 1000 pixels. */
    readonly strength: number
    /** σ, above 0 … 100 pixels. */
    readonly smoothness: number
  }
}

const ANGLE = { min: 0, max: 180 }
const PIXELS = { min: 0, max: 1000 }

/**
 * Checks an {@link Augmentation} from an untyped source, such as a configuration file. What it does not say stays
 * unsaid.
 *
 * @param option what messages call it: `augmentation`
 * @throws OptionError that names the option, what was expected and what came.
 */
export function checkAugmentation(option: string, value: unknown): Augmentation {
  const given = checkObject(option, value, ['shift', 'rotation', 'scale', 'shear', 'elastic'])
  const { shift, rotation, scale, shear, elastic } = given
  return Object.freeze({
    ...(shift !== undefined && { shift: checkNumber(`${option}.shift`, shift, PIXELS) }),
    ...(rotation !== undefined && { rotation: checkNumber(`${option}.rotation`, rotation, ANGLE) }),
    ...(scale !== undefined && {
      scale: checkNumber(`${option}.scale`, scale, { min: 0, max: 1, exclusiveMax: true }),
    }),
    ...(shear !== undefined && {
      shear: checkNumber(`${option}.shear`, shear, { min: 0, max: 90, exclusiveMax: true }),
    }),
    ...(elastic !== undefined && { elastic: checkElastic(`${option}.elastic`, elastic) }),
  })
}

function checkElastic(option: string, value: unknown): NonNullable<Augmentation['elastic']> {
  const { strength, smoothness } = checkObject(option, value, ['strength', 'smoothness'])
  return Object.freeze({
    strength: checkNumber(`${option}.strength`, strength, PIXELS),
    smoothness: checkNumber(`${option}.smoothness`, smoothness, { min: 0, exclusiveMin: true, max: 100 }),
  })
}
