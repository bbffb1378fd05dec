import { EngineError, type Mask, neutralizeHidden, type Raster, type Size } from "@alphacut/engine/portable";
import type { RawPixels, Source } from "../input.ts";

/** A canvas of more pixels fails in one browser or another, some of them silently. */
const MOST_PIXELS = 100e6;

/**
 * Decodes to upright, straight sRGB, by the browser: EXIF orientation applied, profiles converted.
 * @throws EngineError `UnsupportedImage` for what this browser cannot decode; `ImageTooLarge`
 */
export async function decode(source: Source): Promise<{ raster: Raster; hasAlpha: boolean }> {
  const raster = source instanceof Blob ? await decodeFile(source) : decodeRaw(source);
  return { raster, hasAlpha: neutralizeHidden(raster) };
}

/** The red channel of a picture, as far as it is opaque, stretched over a photo. */
export async function decodeMask(source: Source, size: Size): Promise<Mask> {
  const bitmap = source instanceof Blob ? await bitmapOf(source) : await createImageBitmap(imageData(source));
  const { data } = draw(bitmap, size);
  const mask = new Uint8Array(size.width * size.height);
  for (let i = 0, p = 0; i < mask.length; i++, p += 4) mask[i] = (data[p]! * data[p + 3]!) / 255 + 0.5;
  return { ...size, data: mask };
}

async function decodeFile(file: Blob): Promise<Raster> {
  const bitmap = await bitmapOf(file);
  return draw(bitmap, { width: bitmap.width, height: bitmap.height });
}

async function bitmapOf(file: Blob): Promise<ImageBitmap> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => {
    const kind = file.type ? ` (${file.type})` : "";
    throw new EngineError("UnsupportedImage", `This browser cannot read the picture${kind}`);
  });
  const { width, height } = bitmap;
  if (width * height <= MOST_PIXELS) return bitmap;
  bitmap.close();
  const megapixels = Math.round((width * height) / 1e6);
  throw new EngineError(
    "ImageTooLarge",
    `The picture has ${megapixels} megapixels; a browser takes ${MOST_PIXELS / 1e6}`,
  );
}

/** Uses the bitmap up. */
function draw(bitmap: ImageBitmap, { width, height }: Size): Raster {
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context)
    throw new EngineError("ImageTooLarge", `This browser has no memory for ${width} × ${height} pixels`);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data: new Uint8Array(data.buffer) };
}

function decodeRaw(pixels: RawPixels): Raster {
  const { width, height, data } = imageData(pixels);
  return { width, height, data: new Uint8Array(data.buffer) };
}

function imageData({ width, height, channels, data }: RawPixels): ImageData {
  const pixels = new ImageData(width, height);
  if (channels === 4) {
    pixels.data.set(data);
    return pixels;
  }
  for (let i = 0, from = 0, to = 0; i < width * height; i++, from += channels, to += 4) {
    pixels.data[to] = data[from]!;
    pixels.data[to + 1] = data[channels === 1 ? from : from + 1]!;
    pixels.data[to + 2] = data[channels === 1 ? from : from + 2]!;
    pixels.data[to + 3] = 255;
  }
  return pixels;
}
