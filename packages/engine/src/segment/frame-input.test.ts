import sharp from "sharp";
import { expect, it } from "vitest";
import { decode } from "../image/decode.ts";
import { probe } from "../image/probe.ts";
import { photo } from "../image/testing/pictures.ts";
import { frameInput } from "./frame-input.ts";
import { modelInput } from "./model-input.ts";

const reduced = { width: 256, height: 192 };
/** Narrower than the photo, which is 405 × 608, and taller. */
const enlarged = { width: 256, height: 640 };

/** The greatest difference between what is made of the file and of the decoded photo, in levels. */
async function difference(file: Uint8Array, filter: "linear" | "lanczos3", size = reduced): Promise<number> {
  const info = probe(file);
  const { raster } = await decode(file, info);
  const whole = { left: 0, top: 0, width: raster.width, height: raster.height };
  const { data } = await modelInput(raster, whole, size, { hasAlpha: false, filter });
  const early = (await frameInput(file, info, size, filter))!;
  expect(early).toMatchObject(size);
  expect(early.data).toHaveLength(data.length);
  return early.data.reduce((most, value, i) => Math.max(most, Math.abs(value - data[i]!)), 0);
}

it.each([
  ["progressive with a profile", () => photo()],
  ["gray", () => sharp(photo()).toColourspace("b-w").jpeg().toBuffer()],
  ["CMYK", () => sharp(photo()).toColourspace("cmyk").jpeg().toBuffer()],
  ["of halved color resolution", () => sharp(photo()).jpeg({ chromaSubsampling: "4:2:0" }).toBuffer()],
])("shows the model of a JPEG that is %s what it would see of the decoded photo", async (_, file) => {
  expect(await difference(await file(), "linear")).toBe(0);
});

it("stands a photo upright that lies, though scaling both ways in the other order rounds otherwise", async () => {
  const lying = await sharp(photo()).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect(await difference(lying, "lanczos3")).toBeLessThanOrEqual(4);
});

it("enlarges the one side that is too short as it would that of the decoded photo", async () => {
  expect(await difference(photo(), "linear", enlarged)).toBe(0);
});

it("leaves other formats, and photos that are too small, to what is decoded", async () => {
  const png = await sharp(photo()).png().toBuffer();
  expect(frameInput(png, probe(png), reduced, "linear")).toBeUndefined();
  expect(frameInput(photo(), probe(photo()), { width: 1024, height: 1024 }, "linear")).toBeUndefined();
});
