import type { Mask, Raster, RgbRaster, Size } from "../../image/raster.ts";
import { cellsOf } from "./cells.ts";
import { evidenceOf } from "./evidence.ts";
import { Flood } from "./flood.ts";
import { findHoles } from "./holes.ts";
import { type ColorLines, findColorLines } from "./lines.ts";
import { clearReflection } from "./mirrored.ts";
import { findOutside } from "./regions.ts";
import { clearSpecks } from "./specks.ts";
import { fitSurface } from "./surface.ts";
import { viewOf } from "./view.ts";

export interface FlatMatte { view: Size; lines: ColorLines; noise: number; debug?: any }

export function analyze(photo: Raster, guide: RgbRaster, mask: Mask): FlatMatte | undefined {
  const view = viewOf(guide, mask);
  const cells = cellsOf(view);
  const surface = fitSurface(cells);
  if (!surface) return undefined;
  const textures = Array.from(cells.texture).filter((_, i) => surface.residual[i]! < 3).sort((a, b) => a - b);
  const noise = textures[textures.length >> 1]!;
  let [perimeter, bad] = [0, 0];
  for (let i = 0; i < cells.prior.length; i++) { const x = i % cells.width, y = Math.floor(i / cells.width); if (x && y && x < cells.width - 1 && y < cells.height - 1) continue; if (cells.prior[i]! > 64) continue; perimeter++; if (!(surface.residual[i]! < 3)) bad++; }
  if (bad > 0.15 * perimeter) return undefined;
  const evidence = evidenceOf(view, surface, noise);
  const flood = new Flood(view);
  const marks = findOutside(view, evidence, flood);
  const axis = clearReflection(view, evidence, marks);
  const holes = findHoles(view, evidence, marks, flood);
  clearSpecks(view, evidence, marks, flood);
  return { view, lines: findColorLines(photo, view, evidence, marks), noise, debug: { axis, marks, holes, evidence, view } };
}
