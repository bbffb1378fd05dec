import { EngineError } from "../errors.ts";
import type { ImageHeader } from "./header/header.ts";
import type { Raster } from "./raster.ts";

/** Pixels without a file around them, such as frames of a video: sRGB, rows top to bottom without padding. */
export interface RawPicture {
  width: number;
  height: number;
  /** 3: RGB; 4: RGBA with straight alpha. */
  channels: 3 | 4;
  /** `width * height * channels` bytes. */
  data: Uint8Array;
}

/** What a header would say about a raw picture. */
export interface RawInfo extends ImageHeader {
  format: "raw";
  channels: 3 | 4;
}

/** @throws EngineError `InvalidImage` when size, channels and data don't belong together */
export function probeRaw({ width, height, channels, data }: RawPicture): RawInfo {
  const isSide = (side: number) => Number.isInteger(side) && side >= 1;
  if (!isSide(width) || !isSide(height) || (channels !== 3 && channels !== 4))
    throw new EngineError(
      "InvalidImage",
      `Raw pixels need whole sides and 3 or 4 channels, not ${width} × ${height} × ${channels}`,
    );
  const expected = width * height * channels;
  if (data.length !== expected)
    throw new EngineError(
      "InvalidImage",
      `${width} × ${height} pixels of ${channels} channels are ${expected} bytes, not ${data.length}`,
    );
  return { format: "raw", channels, width, height, orientation: 1, hasAlpha: channels === 4 };
}

/** A copy with alpha: the pipeline works in place. */
export function decodeRaw(pixels: Uint8Array, { width, height, channels }: RawInfo): Raster {
  const data = new Uint8Array(width * height * 4);
  if (channels === 4) data.set(pixels);
  else {
    for (let from = 0, to = 0; to < data.length; from += 3, to += 4) {
      data[to] = pixels[from]!;
      data[to + 1] = pixels[from + 1]!;
      data[to + 2] = pixels[from + 2]!;
      data[to + 3] = 255;
    }
  }
  return { width, height, data };
}
