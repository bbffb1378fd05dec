import sharp from "sharp";
import { EngineError } from "../errors.ts";
import type { OutputFormat } from "../recipe.ts";
import { encodeBmp, encodeGrayBmp } from "./bmp/encode.ts";
import { alphaOf, type Mask, type Raster } from "./raster.ts";
import { losslessFile, lossyFileWithAlpha } from "./webp/container.ts";
import { smoothHiddenColors } from "./webp/hidden-colors.ts";
import { encodeAlphaStream, encodeGrayStream } from "./webp/lossless-plane.ts";

const WEBP_MAX_SIDE = 16_383;
/** Above this many pixels time counts more than bytes: the cheaper level of PNG and WebP is taken. */
const LARGE_PIXELS = 6e6;
/** From here on WebP takes noticeable time for little fewer bytes. */
const MEDIUM_PIXELS = 1e6;
/** Above this many pixels memory counts more than bytes. */
const HUGE_PIXELS = 30e6;
/** Lossy WebP: a cutout at this quality is hard to tell from the original. */
const WEBP_QUALITY = 85;
const JPEG_QUALITY = 90;

/** The quality of a format that has one, where a recipe names none. */
export function usualQuality(format: OutputFormat): number | undefined {
  return { jpeg: JPEG_QUALITY, webp: WEBP_QUALITY }[format as string];
}

/**
 * Encodes a finished picture as sRGB without profile, EXIF or any other metadata; `raw` are its RGBA bytes. Colors under alpha 0 are expected to be
 * 0 already; the WebP path overwrites some of them, so the raster is used up.
 *
 * @param options `opaque`: every alpha is 255, so PNG and BMP need no alpha channel. JPEG flattens anything else on white.
 * `quality`: 1…100, of JPEG and of WebP's colors
 * @throws EngineError `InvalidRecipe` for a WebP of more than 16383 px a side
 */
export async function encode(
  raster: Raster,
  { format, opaque = false, quality }: { format: OutputFormat; opaque?: boolean; quality?: number },
): Promise<Uint8Array> {
  if (format === "raw") return raster.data;
  if (format === "bmp") return encodeBmp(raster, { opaque });
  if (format === "webp") checkWebpSize(raster);
  if (format === "webp" && !opaque) return encodeTransparentWebp(raster, quality);
  const image = fromRaw(raster, 4);
  if (format === "jpeg")
    return (opaque ? image.removeAlpha() : image.flatten({ background: "white" }))
      .jpeg(jpegOptions(raster, quality))
      .toBuffer();
  if (opaque) image.removeAlpha();
  return (
    format === "png" ? image.png(pngOptions(raster)) : image.webp(webpOptions(raster, quality))
  ).toBuffer();
}

/** Encodes a matte as a gray picture, white where the subject is; `raw` is a byte a pixel. Lossless except as JPEG. */
export async function encodeMask(mask: Mask, format: OutputFormat, quality?: number): Promise<Uint8Array> {
  if (format === "raw") return mask.data;
  if (format === "bmp") return encodeGrayBmp(mask);
  if (format === "webp") {
    checkWebpSize(mask);
    return losslessFile(encodeGrayStream(mask));
  }
  const image = fromRaw(mask, 1).toColourspace("b-w");
  return (format === "png" ? image.png(pngOptions(mask)) : image.jpeg(jpegOptions(mask, quality))).toBuffer();
}

/** libwebp encodes the colors in a thread of its own while the alpha is encoded here, exactly and much faster. */
async function encodeTransparentWebp(raster: Raster, quality?: number): Promise<Uint8Array> {
  smoothHiddenColors(raster);
  const color = fromRaw(raster, 4).removeAlpha().webp(webpOptions(raster, quality)).toBuffer();
  const alpha = encodeAlphaStream(alphaOf(raster));
  return lossyFileWithAlpha(raster.width, raster.height, await color, alpha);
}

function fromRaw({ data, width, height }: Raster | Mask, channels: 1 | 4) {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
}

/** No adaptive filter: it takes three to five times as long for a quarter of the bytes. */
function pngOptions({ width, height }: Raster | Mask) {
  return { compressionLevel: width * height > LARGE_PIXELS ? 1 : 3, adaptiveFiltering: false };
}

/**
 * Color stays at full resolution: a cutout on a colored background has sharp colored edges, and halved color smears exactly
 * those. The best Huffman codes save up to a third of the file, but need all coefficients in memory: eleven bytes a pixel.
 */
function jpegOptions({ width, height }: Raster | Mask, quality = JPEG_QUALITY) {
  return { quality, chromaSubsampling: "4:4:4", optimizeCoding: width * height <= HUGE_PIXELS };
}

function webpOptions({ width, height }: Raster, quality = WEBP_QUALITY) {
  const pixels = width * height;
  return { quality, effort: pixels > LARGE_PIXELS ? 0 : pixels > MEDIUM_PIXELS ? 1 : 2 };
}

function checkWebpSize({ width, height }: Raster | Mask): void {
  if (width > WEBP_MAX_SIDE || height > WEBP_MAX_SIDE)
    throw new EngineError(
      "InvalidRecipe",
      `WebP holds at most ${WEBP_MAX_SIDE} px a side, not ${width} × ${height}`,
    );
}
