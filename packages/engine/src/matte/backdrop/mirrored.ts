import type { Evidence } from "./evidence.ts";
import { MIRRORED, SUBJECT } from "./regions.ts";
import type { View } from "./view.ts";

/** The search for the mirror's axis takes every so many view pixels. */
const STRIDE = 3;
const LIKELY = 160;
/** Correlation from which on what lies below is the subject's mirror image, and how strong that may be. */
const ALIKE = 0.6;
const STRONGEST = 0.8;

/**
 * Finds the reflection of the subject in a polished floor: what stands out below the subject, is denied by the model and repeats
 * what stands out above, mirrored and faded. Marks it and tells where the axis is.
 */
export function clearReflection(view: View, { difference, noise }: Evidence, marks: Uint8Array): number | undefined {
  const { width, height, prior } = view;
  let bottom = -1;
  let below = 0;
  for (let i = marks.length - 1; i >= 0; i--) {
    if (marks[i] !== SUBJECT) continue;
    if (prior[i]! >= LIKELY) { bottom = Math.floor(i / width); break; }
    below++;
  }
  if (bottom < 0 || below < 0.0004 * marks.length) return undefined;
  let best = { axis: -1, alike: 0, gain: 0 };
  for (let axis = bottom - Math.round(0.06 * height); axis <= Math.min(height - 4, bottom + Math.round(0.08 * height)); axis++) {
    let [cross, above, mirror] = [0, 0, 0];
    for (let t = 2; t <= axis && axis + t < height; t += STRIDE) {
      // A reflection fades: what is near the axis counts as much as what is far, so each row by itself.
      for (let x = 0; x < width; x += STRIDE) {
        const i = (axis + t) * width + x;
        const j = (axis - t) * width + x;
        if (prior[i]! >= LIKELY) continue;
        for (let c = 0; c < 3; c++) {
          const p = difference[3 * i + c]!;
          const q = difference[3 * j + c]!;
          cross += p * q;
          above += q * q;
          mirror += p * p;
        }
      }
    }
    const alike = cross / Math.sqrt(above * mirror + 1);
    if (alike > best.alike) best = { axis, alike, gain: cross / (above + 1) };
  }
  if (best.alike < ALIKE || best.gain > STRONGEST) return undefined;
  const { axis } = best;
  for (let y = axis; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (marks[i] !== SUBJECT || prior[i]! >= LIKELY) continue;
      if (weaker(difference, i, 2 * axis - y, x, width, height, noise)) marks[i] = MIRRORED;
    }
  }
  return axis;
}

/** Whether something above, within two pixels of the mirrored place, is stronger and of the same color. */
function weaker(difference: Float32Array, i: number, row: number, column: number, width: number, height: number, noise: number): boolean {
  const own = [difference[3 * i]!, difference[3 * i + 1]!, difference[3 * i + 2]!] as const;
  const strength = Math.hypot(...own);
  if (strength < 6 + 3 * noise) return true;
  for (let v = Math.max(0, row - 3); v <= Math.min(height - 1, row + 3); v++) {
    for (let u = Math.max(0, column - 3); u <= Math.min(width - 1, column + 3); u++) {
      const j = 3 * (v * width + u);
      const other = Math.hypot(difference[j]!, difference[j + 1]!, difference[j + 2]!);
      if (strength > STRONGEST * other) continue;
      const dot = own[0] * difference[j]! + own[1] * difference[j + 1]! + own[2] * difference[j + 2]!;
      if (dot > 0.8 * strength * other) return true;
    }
  }
  return false;
}
