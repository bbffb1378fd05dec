import sharp from "sharp";
import { expect, it } from "vitest";
import { reduceRgb } from "./reduce.ts";

/** Fine and coarse patterns, and hard edges. */
function pattern(width: number, height: number) {
  const data = new Uint8Array(3 * width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 3) {
      data[i] = 128 + 127 * Math.sin((x * x) / 900);
      data[i + 1] = 128 + 127 * Math.sin(x / 40 + y / 25);
      data[i + 2] = (x >> 5) % 2 === (y >> 5) % 2 ? 240 : 20;
    }
  }
  return { width, height, data };
}

it.each([
  ["a little", { width: 380, height: 290 }],
  ["to a third", { width: 160, height: 120 }],
  ["to a ninth, one side more than the other", { width: 53, height: 90 }],
  ["one side only", { width: 480, height: 100 }],
])("reduces %s as libvips does on the server, so that the model sees the same", async (_, size) => {
  const picture = pattern(480, 360);
  const raw = { width: picture.width, height: picture.height, channels: 3 } as const;
  const theirs = await sharp(picture.data, { raw })
    .resize({ ...size, fit: "fill", kernel: "lanczos3" })
    .raw()
    .toBuffer();
  const ours = reduceRgb(picture, size);
  expect({ width: ours.width, height: ours.height }).toEqual(size);
  const difference =
    ours.data.reduce((sum, value, i) => sum + Math.abs(value - theirs[i]!), 0) / theirs.length;
  expect(difference).toBeLessThan(1);
});

it("leaves a picture of the wanted size and flat areas as they are", () => {
  const picture = pattern(60, 40);
  expect(reduceRgb(picture, { width: 60, height: 40 })).toEqual(picture);
  const flat = { width: 100, height: 80, data: new Uint8Array(24_000).fill(200) };
  expect(new Set(reduceRgb(flat, { width: 33, height: 17 }).data)).toEqual(new Set([200]));
});
