import type { Enclosed } from "./enclosed.ts";
import type { Evidence } from "./evidence.ts";

/** How much less the model must see inside than around, and how much at least around, to have seen a hole. */
const WITNESSED = 0.25;
const SEEN_AROUND = 0.55;
/** The same in shadow, where the color tells little. */
const SURELY_SEEN_AROUND = 0.65;
/** Part of a region's outline that must lie beside the backdrop outside for it to be a part of that. */
const OPEN = 0.3;
/** View pixels of a core that say a little about its color, that say enough to overrule the model, and that may be called glass. */
const MEASURABLE = 8;
export const MEASURED = 30;
const GLASS_CORE = 1000;
/**
 * A region that shows no plain backdrop is no shadow in a hole, which would be light somewhere and uneven, but drawn: from this part of
 * the frame on, if it is so dark or its darkness (10th to 90th percentile) differs by so little.
 */
const FILL_SHARE = 0.004;
const FILL_DARKNESS = 0.15;
const EVEN = 0.015;

/**
 * Whether the backdrop shows in a region within the subject.
 *
 * @param shadow how dark the subject's shadows outside are, 0…1
 */
export function isHole(region: Enclosed, { noise, strong }: Evidence, shadow: number): boolean {
  const { core, offset, inside, around, plain, blownOut, darkness, open } = region;
  const witnessed = around - inside > WITNESSED && around > SEEN_AROUND;
  // Nothing else has such a color by chance: it counts more than the model, unless that is sure.
  if (strong && inside < 0.8) return true;
  // A shadow that goes on outside, and of which the model is not so sure.
  if (open > OPEN && inside < 0.5 && darkness <= 1.5 * shadow) return true;
  // In shadow, a shadow must be there, and the model must have seen the hole.
  if (plain < 0.5)
    return witnessed && around > SURELY_SEEN_AROUND && inside < 0.3 && darkness <= 1.5 * shadow;
  // Edges bleed into a small core.
  if (core >= MEASURED && offset > 1 + noise + 10 / Math.sqrt(core)) return false;
  if (witnessed) return true;
  return blownOut < 0.25 && core >= MEASURABLE && offset < 0.45 + noise / 3 + 3 / Math.sqrt(core);
}

/** Whether the model sees a thing where the backdrop's color goes on, so that it shows through. */
export function isGlass({ plain, core, offset, inside, blownOut }: Enclosed, noise: number): boolean {
  return inside > 0.5 && plain > 0.3 && blownOut < 0.5 && core >= GLASS_CORE && offset < 1 + noise;
}

/** Whether a closed region shows no plain backdrop although the model denies it: all of it is gray. */
export function isFilled({ plain, inside, open }: Enclosed): boolean {
  return plain < 0.01 && inside < 0.3 && open <= OPEN;
}

/** Whether that can only be drawn. */
export function isDrawnFill(region: Int32Array, enclosed: Enclosed, { darkness }: Evidence): boolean {
  if (!isFilled(enclosed) || region.length <= FILL_SHARE * darkness.length) return false;
  if (enclosed.darkness > FILL_DARKNESS) return true;
  const sorted = Float32Array.from(region, (i) => darkness[i]!).sort();
  const at = (part: number) => sorted[Math.floor(part * sorted.length)]!;
  return at(0.9) - at(0.1) < EVEN;
}
