import type { Canvas, Recipe } from "@alphacut/engine";
import type { Credentials } from "@alphacut/platform";

/** Before an API key: the request is only a test. */
const PREFIX = "test_";
/** 640 × 400. */
const MAX_PIXELS = 256_000;

/** The key without its prefix, and whether it had one. */
export function takeTestPrefix(credentials: Credentials): { credentials: Credentials; isTest: boolean } {
  const { apiKey } = credentials;
  if (!apiKey?.startsWith(PREFIX)) return { credentials, isTest: false };
  return { credentials: { ...credentials, apiKey: apiKey.slice(PREFIX.length) }, isTest: true };
}

/** The same picture, small and watermarked. */
export function asTest({ canvas, ...recipe }: Recipe): Recipe {
  const maxPixels = Math.min(recipe.resize?.maxPixels ?? MAX_PIXELS, MAX_PIXELS);
  return {
    ...recipe,
    resize: { ...recipe.resize, maxPixels },
    ...(canvas && { canvas: smallCanvas(canvas) }),
    watermark: true,
  };
}

function smallCanvas({ width, height, ...canvas }: Canvas): Canvas {
  const side = Math.sqrt(MAX_PIXELS);
  const scale = Math.min(1, side / Math.sqrt((width ?? side) * (height ?? side)));
  const smaller = (pixels: number) => Math.max(1, Math.floor(pixels * scale));
  return {
    ...canvas,
    ...(width !== undefined && { width: smaller(width) }),
    ...(height !== undefined && { height: smaller(height) }),
  };
}
