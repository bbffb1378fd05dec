import { type Evidence, SHADE } from "./evidence.ts";
import type { Flood } from "./flood.ts";
import { SPECK, UNLIKELY } from "./regions.ts";
import type { View } from "./view.ts";

/** Mean step at its outline, in levels beside three standard deviations of noise, and that times its area, of the least thing. */
const THING_STEP = 12;
const THING_WEIGHT = 300;
/** The same for something that the model does see, beside one standard deviation. */
const SEEN_STEP = 1;
/** Part of the frame from which on something without a sharp outline, which the model denies, is scenery. */
const SCENERY = 0.015;
/** A step at its outline that is less than this part of its contrast is no outline. */
const SHARPNESS = 0.3;
const SCENERY_PRIOR = 0.1 * 255;
/** Part of its outline, 0…1, along which it is dark in a shadow, from which on it is that shadow's core. */
const SHADED = 0.8;

/** A step at an outline is measured over so many view pixels. */
const AWAY = 2;

/**
 * Looks at each connected thing that stands out. Ringing, dust and color noise in shadows are cleared; several things, print and
 * text stay, whether the model sees them or not.
 *
 * @returns whether they are things before a backdrop; if large, soft parts of the photo stand out that the model denies, this is
 * a scene whose border only looks like a backdrop
 */
export function keepThings(view: View, evidence: Evidence, marks: Uint8Array, flood: Flood): boolean {
  const visited = marks.slice();
  let scenery = 0;
  for (let start = 0; start < visited.length; start++) {
    if (visited[start]) continue;
    const region = flood.run([start], visited, 1);
    const { step, highest, mean, contrast, shaded } = outlineOf(region, view, evidence, marks);
    const denied = highest < UNLIKELY;
    const least = denied ? THING_STEP + 3 * evidence.noise : SEEN_STEP + evidence.noise;
    if (step < least || (denied && (step * region.length < THING_WEIGHT || shaded > SHADED))) {
      for (const i of region) marks[i] = SPECK;
    }
    if (mean < SCENERY_PRIOR && step < SHARPNESS * contrast) scenery += region.length;
  }
  return scenery < SCENERY * marks.length;
}

/**
 * Mean step at a thing's outline in levels (the channel that differs most), the part of it where both sides may be shadow, the thing's
 * mean contrast, and what the model says about it.
 */
function outlineOf(
  region: Int32Array,
  { width, height, prior }: View,
  { difference, contrast, kind }: Evidence,
  marks: Uint8Array,
) {
  const rows = AWAY * width;
  const last = width * height - rows;
  let highest = 0;
  let sum = 0;
  let contrasts = 0;
  let steps = 0;
  let shaded = 0;
  let pairs = 0;
  const addStep = (i: number, j: number) => {
    pairs++;
    if (kind[i] === SHADE && kind[j] === SHADE) shaded++;
    let step = 0;
    for (let c = 0; c < 3; c++)
      step = Math.max(step, Math.abs(difference[3 * i + c]! - difference[3 * j + c]!));
    steps += step;
  };
  for (const i of region) {
    highest = Math.max(highest, prior[i]!);
    sum += prior[i]!;
    contrasts += contrast[i]!;
    const x = i % width;
    if (x + AWAY < width && marks[i + AWAY]) addStep(i, i + AWAY);
    if (x >= AWAY && marks[i - AWAY]) addStep(i, i - AWAY);
    if (i < last && marks[i + rows]) addStep(i, i + rows);
    if (i >= rows && marks[i - rows]) addStep(i, i - rows);
  }
  const area = region.length;
  return {
    highest,
    mean: sum / area,
    contrast: contrasts / area,
    step: pairs ? steps / pairs : 255,
    shaded: pairs ? shaded / pairs : 0,
  };
}
