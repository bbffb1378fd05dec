import { gradientLine } from "@alphacut/pixels";
import { decodeReduced } from "../image/decode-reduced.ts";
import { checkLimits, type ImageLimits, probe } from "../image/probe.ts";
import { type Raster, type Size, wordsOf } from "../image/raster.ts";
import { resizeRaster } from "../image/resize.ts";
import { windowOf } from "../image/window.ts";
import type { Color } from "../recipe.ts";
import { ditherRow } from "./dither.ts";
import type { Layer } from "./over.ts";

/** One color everywhere, transparent as far as the color is. */
export function colorLayer(width: number, { r, g, b, alpha }: Color): Layer {
  const row = new Uint32Array(width).fill(word(r + 0.5, g + 0.5, b + 0.5, alpha * 255 + 0.5));
  return () => row;
}

/**
 * From `top` to `bottom` along a line at `angle`, as CSS does it: linear in sRGB-encoded values weighed by alpha. Dithered,
 * because 8 bits show bands in a slow gradient.
 */
export function gradientLayer(
  { width, height }: Size,
  { top, bottom, angle = 180 }: { top: Color; bottom: Color; angle?: number },
): Layer {
  const row = new Uint32Array(width);
  if (angle === 180) {
    return (y) => {
      const { r, g, b, alpha } = mix(top, bottom, height > 1 ? y / (height - 1) : 0);
      const pattern = Uint32Array.from(ditherRow(y), (t) => word(r + t, g + t, b + t, alpha * 255 + t));
      for (let x = 0; x < width; x++) row[x] = pattern[x & 7]!;
      return row;
    };
  }
  const [from, to] = gradientLine({ width, height }, angle);
  const along = { x: to.x - from.x, y: to.y - from.y };
  const length = along.x ** 2 + along.y ** 2;
  return (y) => {
    const dither = ditherRow(y);
    for (let x = 0; x < width; x++) {
      const share = ((x + 0.5 - from.x) * along.x + (y + 0.5 - from.y) * along.y) / length;
      const { r, g, b, alpha } = mix(top, bottom, Math.min(1, Math.max(0, share)));
      const t = dither[x & 7]!;
      row[x] = word(r + t, g + t, b + t, alpha * 255 + t);
    }
    return row;
  };
}

/**
 * Another picture, scaled to cover the canvas and centered; what does not fit is cut off.
 *
 * @throws EngineError `InvalidImage`, `UnsupportedImage` or `ImageTooLarge` for the picture
 */
export async function pictureLayer(bytes: Uint8Array, canvas: Size, limits: ImageLimits): Promise<Layer> {
  const info = probe(bytes);
  checkLimits(info, limits);
  const scale = Math.min(1, Math.max(canvas.width / info.width, canvas.height / info.height));
  const reducedTo = {
    width: Math.min(info.width, Math.max(canvas.width, Math.round(info.width * scale))),
    height: Math.min(info.height, Math.max(canvas.height, Math.round(info.height * scale))),
  };
  const pixels = wordsOf(await cover(await decodeReduced(bytes, info, reducedTo), canvas));
  return (y) => pixels.subarray(y * canvas.width, (y + 1) * canvas.width);
}

/** Scales a picture to cover the canvas, centered; what does not fit is cut off. */
export async function cover(picture: Raster, canvas: Size): Promise<Raster> {
  const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height);
  const width = Math.min(picture.width, Math.max(1, Math.round(canvas.width / scale)));
  const height = Math.min(picture.height, Math.max(1, Math.round(canvas.height / scale)));
  const left = Math.floor((picture.width - width) / 2);
  const top = Math.floor((picture.height - height) / 2);
  return resizeRaster(windowOf(picture, { left, top, right: left + width, bottom: top + height }), canvas);
}

function mix(from: Color, to: Color, share: number): Color {
  const fromAlpha = from.alpha * (1 - share);
  const toAlpha = to.alpha * share;
  const alpha = fromAlpha + toAlpha;
  if (alpha === 0) return { r: 0, g: 0, b: 0, alpha };
  const channel = (a: number, b: number) => (a * fromAlpha + b * toAlpha) / alpha;
  return { r: channel(from.r, to.r), g: channel(from.g, to.g), b: channel(from.b, to.b), alpha };
}

/** Cuts off fractions. A color without alpha is 0. */
function word(red: number, green: number, blue: number, alpha: number): number {
  return alpha < 1 ? 0 : (red | (green << 8) | (blue << 16) | (alpha << 24)) >>> 0;
}
