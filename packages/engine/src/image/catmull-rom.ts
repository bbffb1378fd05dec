/**
 * Weights of the four samples around a point by the Catmull-Rom spline (Keys 1981, a = −1/2): interpolating, sharper than
 * linear, one small overshoot and no ringing.
 *
 * @param fraction how far the point lies beyond the second sample, 0…1
 * @param weights filled from `offset` on
 */
export function catmullRomWeights(fraction: number, weights: Float32Array, offset: number): void {
  const t = fraction;
  weights[offset] = ((-0.5 * t + 1) * t - 0.5) * t;
  weights[offset + 1] = (1.5 * t - 2.5) * t * t + 1;
  weights[offset + 2] = ((-1.5 * t + 2) * t + 0.5) * t;
  weights[offset + 3] = (0.5 * t - 0.5) * t * t;
}
