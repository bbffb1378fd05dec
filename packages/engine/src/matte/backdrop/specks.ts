import type { Evidence } from "./evidence.ts";
import type { Flood } from "./flood.ts";
import { SPECK, SUBJECT } from "./regions.ts";
import type { View } from "./view.ts";

/** Mean step at its outline, in levels, and that times its area in view pixels, from which on something the model denies is a thing. */
const STEP = 12;
const WEIGHT = 300;
const DENIED = 64;

/** Clears what stands out too little to be a thing: ringing, dust, color noise in shadows. What the model sees is kept. */
export function clearSpecks(view: View, evidence: Evidence, marks: Uint8Array, flood: Flood): void {
  const { width, height, prior } = view;
  const { difference, noise } = evidence;
  const visited = Uint8Array.from(marks);
  for (let start = 0; start < visited.length; start++) {
    if (visited[start]) continue;
    const region = flood.run([start], visited, 1, (_, to) => marks[to] === SUBJECT);
    if (region.length > 2000) continue;
    let [highest, steps, pairs] = [0, 0, 0];
    for (const i of region) {
      highest = Math.max(highest, prior[i]!);
      const x = i % width;
      for (const [dx, dy] of [[2, 0], [-2, 0], [0, 2], [0, -2]] as const) {
        const j = i + dx + dy * width;
        if (x + dx < 0 || x + dx >= width || j < 0 || j >= width * height || !marks[j]) continue;
        pairs++;
        let step = 0;
        for (let c = 0; c < 3; c++) step = Math.max(step, Math.abs(difference[3 * i + c]! - difference[3 * j + c]!));
        steps += step;
      }
    }
    const step = pairs ? steps / pairs : 255;
    if (highest >= DENIED && step >= 4) continue;
    if (step < STEP + 3 * noise || step * region.length < WEIGHT) for (const i of region) marks[i] = SPECK;
  }
}
