import type { Mask, Raster } from "../image/raster.ts";

/** Scratch until the matte arrives: centred bilinear over the region, outside 0. */
export function plainMatte(
  photo: Raster,
  { mask, region }: { mask: Mask; region: { left: number; top: number; width: number; height: number } },
): void {
  const { data, width } = photo;
  const sx = mask.width / region.width;
  const sy = mask.height / region.height;
  for (let y = 0; y < region.height; y++) {
    const v = Math.min(mask.height - 1, Math.max(0, (y + 0.5) * sy - 0.5));
    const y0 = Math.floor(v);
    const y1 = Math.min(mask.height - 1, y0 + 1);
    const fy = v - y0;
    for (let x = 0; x < region.width; x++) {
      const u = Math.min(mask.width - 1, Math.max(0, (x + 0.5) * sx - 0.5));
      const x0 = Math.floor(u);
      const x1 = Math.min(mask.width - 1, x0 + 1);
      const fx = u - x0;
      const m = mask.data;
      const top = m[y0 * mask.width + x0]! * (1 - fx) + m[y0 * mask.width + x1]! * fx;
      const bottom = m[y1 * mask.width + x0]! * (1 - fx) + m[y1 * mask.width + x1]! * fx;
      const p = 4 * ((y + region.top) * width + x + region.left);
      const alpha = ((top * (1 - fy) + bottom * fy) * data[p + 3]!) / 255 + 0.5;
      if (alpha < 1) data.fill(0, p, p + 4);
      else data[p + 3] = alpha;
    }
  }
}
