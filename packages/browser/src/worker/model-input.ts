import { enlargeRgb, type Raster, type Region, type RgbRaster, type Size } from "@alphacut/engine/portable";
import { reduceRgb } from "./reduce.ts";

/** What the photo's transparent pixels look like to the model: neither a dark nor a bright subject. */
const UNDERLAY = 128;

/** The part of the photo that the model shall see, at the size that it takes: what the server makes with libvips. */
export function modelInput(photo: Raster, region: Region, size: Size, hasAlpha: boolean): RgbRaster {
  const part = opaquePart(photo, region, hasAlpha);
  const fitting = {
    width: Math.min(size.width, region.width),
    height: Math.min(size.height, region.height),
  };
  return enlargeRgb(reduceRgb(part, fitting), size);
}

function opaquePart(photo: Raster, { left, top, width, height }: Region, hasAlpha: boolean): RgbRaster {
  const data = new Uint8Array(3 * width * height);
  for (let y = 0, to = 0; y < height; y++) {
    let from = 4 * ((y + top) * photo.width + left);
    for (let x = 0; x < width; x++, from += 4, to += 3) {
      const alpha = hasAlpha ? photo.data[from + 3]! / 255 : 1;
      const under = UNDERLAY * (1 - alpha) + 0.5;
      data[to] = photo.data[from]! * alpha + under;
      data[to + 1] = photo.data[from + 1]! * alpha + under;
      data[to + 2] = photo.data[from + 2]! * alpha + under;
    }
  }
  return { width, height, data };
}
