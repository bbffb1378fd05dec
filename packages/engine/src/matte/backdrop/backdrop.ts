import type { Raster } from "../../image/raster.ts";
import type { LowResolutionMatte } from "../find-matte.ts";
import type { Hints } from "../hint-masks.ts";
import { strongestOfBlocks } from "./blocks.ts";
import { castShadow } from "./cast-shadow.ts";
import { cellsOf } from "./cells.ts";
import { findColorLines } from "./color-lines.ts";
import { coverageOf } from "./coverage.ts";
import { completeCovers, findCovers } from "./covers.ts";
import { evidenceOf } from "./evidence.ts";
import type { FlatMatte } from "./flat-matte.ts";
import { isSceneAtBorder, noiseOfFlat } from "./flatness.ts";
import { Flood } from "./flood.ts";
import { findHoles } from "./holes.ts";
import { clearReflection } from "./reflection.ts";
import { findOutside } from "./regions.ts";
import { informed, keepSaid, removeSaid, saidOf } from "./said.ts";
import { fitSurface } from "./surface.ts";
import { strengthenThinLines } from "./thin-lines.ts";
import { keepThings } from "./things.ts";
import { viewOf } from "./view.ts";

/**
 * Finds out whether the photo shows things before a flat backdrop, and then what is backdrop and what isn't: the backdrop tells
 * more than a model that keeps what looks like an object. Undefined if it is a scene.
 *
 * @param photo opaque, unchanged
 * @param frame the look at the whole photo
 * @param hints what somebody says about the photo; nothing else of the cutout depends on them
 */
export function findFlatMatte(
  photo: Raster,
  frame: LowResolutionMatte,
  hints?: Hints,
): FlatMatte | undefined {
  if (isSceneAtBorder(frame)) return undefined;
  const seen = viewOf(frame);
  const cells = cellsOf(seen);
  const surface = fitSurface(cells);
  const noise = surface && noiseOfFlat(cells, surface);
  if (!surface || noise === undefined) return undefined;
  const { region } = frame;
  const said = hints && saidOf(seen, region, hints);
  const view = said ? informed(seen, said) : seen;
  const evidence = evidenceOf(view, surface, noise);
  const flood = new Flood(view);
  const marks = findOutside(view, evidence, flood);
  clearReflection(view, evidence, marks);
  findHoles(view, seen, evidence, marks, flood);
  const covers = findCovers(view, marks, flood);
  if (said) removeSaid(said, marks);
  // Before covers are completed: they may reach a little over the edge at which a thing is measured.
  if (!keepThings(view, evidence, marks, flood)) return undefined;
  completeCovers(covers, marks);
  if (said) keepSaid(said, marks);
  const strongest = strongestOfBlocks(evidence, marks);
  const coverage = coverageOf(view, evidence, marks, strongest);
  const colors = findColorLines(photo, region, view, evidence, marks, coverage);
  strengthenThinLines(colors, view, evidence, marks, strongest);
  const { width, height } = view;
  return {
    region,
    width,
    height,
    coverage,
    colors,
    shadow: () => castShadow(evidence, marks),
    noise,
  };
}
