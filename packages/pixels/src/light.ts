/** sRGB (IEC 61966-2-1): from encoded 0…1 to linear light 0…1. */
function decoded(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function encoded(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** Linear light 0…1 for each 8-bit sRGB value. */
export const LIGHT = Float32Array.from({ length: 256 }, (_, level) => decoded(level / 255));

/** Fine enough for steps of a fifth of an 8-bit level in the darkest tones. */
const STEPS = 16_383;
const LEVELS = Float32Array.from({ length: STEPS + 1 }, (_, step) => encoded(step / STEPS) * 255);

/** sRGB 0…255, with fraction, for linear light 0…1. */
export function levelOf(light: number): number {
  return LEVELS[(light * STEPS + 0.5) | 0]!;
}
