import type { OutputFormat } from "@alphacut/engine";

const MEGA = 1e6;

/** What `size` may be, and how many pixels it stands for. Nothing is ever enlarged. */
export const SIZES: Readonly<Record<string, number>> = {
  preview: 0.25 * MEGA,
  small: 0.25 * MEGA,
  regular: 0.25 * MEGA,
  medium: 1.5 * MEGA,
  hd: 4 * MEGA,
  auto: 25 * MEGA,
  full: 25 * MEGA,
  "4k": 25 * MEGA,
  "50mp": 50 * MEGA,
};

export const DEFAULT_SIZE = "preview";

/** PNG files of more are not made, as in the original: they take several times as long as all other formats. */
const MAX_PNG_PIXELS = 10 * MEGA;

/** The most pixels that a result of this size and format has. */
export function pixelLimit(size: string, format: OutputFormat): number {
  const pixels = SIZES[size]!;
  return format === "png" ? Math.min(pixels, MAX_PNG_PIXELS) : pixels;
}

/** The size in which a picture of `width` × `height` fits into so many pixels, never enlarged. */
export function fitted({ width, height }: { width: number; height: number }, maxPixels: number) {
  const scale = Math.min(1, Math.sqrt(maxPixels / (width * height)));
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}
