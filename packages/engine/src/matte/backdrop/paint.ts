import type { Raster, Size } from "../../image/raster.ts";
import { centeredPositions } from "../sampling.ts";
import { CLEAR, type ColorLines, LINE, MIXED, SOLID } from "./lines.ts";

/** Turns the photo into the cutout, in place, at full resolution. */
export function paint(photo: Raster, view: Size, { coverage, lines }: ColorLines, noise: number): void {
  const { width, height, data } = photo;
  const columns = centeredPositions(view.width, width);
  const rows = centeredPositions(view.height, height);
  for (let y = 0; y < height; y++) {
    const nearRow = Math.min(view.height - 1, Math.floor(((y + 0.5) * view.height) / height)) * view.width;
    const top = rows.first[y]! * view.width;
    const bottom = Math.min(view.height - 1, rows.first[y]! + 1) * view.width;
    const v = rows.fraction[y]!;
    for (let x = 0, p = 4 * y * width; x < width; x++, p += 4) {
      const near = coverage[nearRow + Math.min(view.width - 1, Math.floor(((x + 0.5) * view.width) / width))];
      if (near === SOLID) continue;
      if (near === CLEAR) { data[p] = data[p + 1] = data[p + 2] = data[p + 3] = 0; continue; }
      const l = columns.first[x]!, r = Math.min(view.width - 1, l + 1), u = columns.fraction[x]!;
      const a = LINE * (top + l), b = LINE * (top + r), c = LINE * (bottom + l), d = LINE * (bottom + r);
      const at = (k: number) => { const upper = lines[a + k]! + (lines[b + k]! - lines[a + k]!) * u; const lower = lines[c + k]! + (lines[d + k]! - lines[c + k]!) * u; return upper + (lower - upper) * v; };
      const b0 = at(3), b1 = at(4), b2 = at(5);
      const f0 = at(0) - b0, f1 = at(1) - b1, f2 = at(2) - b2;
      const square = f0 * f0 + f1 * f1 + f2 * f2;
      const projected = ((data[p]! - b0) * f0 + (data[p + 1]! - b1) * f1 + (data[p + 2]! - b2) * f2) / (square + 1e-3);
      const contrast = Math.sqrt(square);
      const margin = Math.min(0.3, 0.03 + (2 * noise + 1.5) / (contrast + 1));
      let alpha = (projected - margin) / (1 - 2 * margin);
      const trust = square / (square + (4 + 6 * noise) ** 2);
      const share = at(6);
      alpha = alpha < 0 ? 0 : alpha > 1 ? 1 : alpha;
      alpha = share + (alpha - share) * trust;
      if (alpha >= 0.998) continue;
      if (alpha <= 0.002) { data[p] = data[p + 1] = data[p + 2] = data[p + 3] = 0; continue; }
      const inv = 1 / alpha;
      data[p] = clamp(b0 + (data[p]! - b0) * inv);
      data[p + 1] = clamp(b1 + (data[p + 1]! - b1) * inv);
      data[p + 2] = clamp(b2 + (data[p + 2]! - b2) * inv);
      data[p + 3] = Math.round(alpha * data[p + 3]!);
    }
  }
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
