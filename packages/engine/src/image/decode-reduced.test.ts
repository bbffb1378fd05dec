import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { decode } from "./decode.ts";
import { decodeReduced } from "./decode-reduced.ts";
import { probe } from "./probe.ts";
import type { Raster, Size } from "./raster.ts";
import { resizeRaster } from "./resize.ts";
import { photo } from "./testing/pictures.ts";

const reduced = async (bytes: Uint8Array, size: Size) => decodeReduced(bytes, probe(bytes), size);
const wholeThenReduced = async (bytes: Uint8Array, size: Size) =>
  resizeRaster((await decode(bytes, probe(bytes))).raster, size);

function meanDifference(a: Raster, b: Raster): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += Math.abs(a.data[i]! - b.data[i]!);
  return sum / a.data.length;
}

describe("decodeReduced", () => {
  it("makes of every format what decoding and then scaling makes, upright", async () => {
    for (const format of ["jpeg", "png", "webp"] as const) {
      for (const orientation of [1, 6, 7]) {
        const bytes = await sharp(photo()).withMetadata({ orientation }).toFormat(format).toBuffer();
        const { width, height } = probe(bytes);
        const size = { width: Math.round(width / 5), height: Math.round(height / 5) };
        const raster = await reduced(bytes, size);
        expect([raster.width, raster.height, raster.data.length]).toEqual([
          size.width,
          size.height,
          size.width * size.height * 4,
        ]);
        expect(meanDifference(raster, await wholeThenReduced(bytes, size))).toBeLessThan(2);
      }
    }
  });

  it("lets no color that hides under alpha 0 into the pixels beside it", async () => {
    const left = { create: { width: 40, height: 80, channels: 4, background: "#00ff0000" } } as const;
    const bytes = await sharp({ create: { width: 80, height: 80, channels: 4, background: "#ff0000" } })
      .composite([{ input: left, left: 0, top: 0, blend: "source" }])
      .png()
      .toBuffer();
    const { data } = await reduced(bytes, { width: 5, height: 5 });
    for (let i = 0; i < data.length; i += 4) if (data[i + 3]! > 0) expect(data[i + 1]).toBe(0);
  });

  it("refuses a picture that was cut short", async () => {
    const bytes = photo().subarray(0, 20_000);
    await expect(reduced(bytes, { width: 10, height: 10 })).rejects.toThrow(/cut short/);
  });
});
