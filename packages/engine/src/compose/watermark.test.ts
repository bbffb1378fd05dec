import { expect, test } from "vitest";
import { drawWatermark } from "./watermark.ts";

function plain(width: number, height: number, pixel: readonly number[]) {
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < data.length; at += 4) data.set(pixel, at);
  return { data, width, height };
}

/** Share of the pixels of a part of the picture that are no longer `pixel`. */
function changed(
  { data, width }: ReturnType<typeof plain>,
  part: readonly number[],
  pixel: readonly number[],
) {
  const [left = 0, top = 0, side = 0] = part;
  let count = 0;
  for (let y = top; y < top + side; y++) {
    for (let x = left; x < left + side; x++) {
      const at = (y * width + x) * 4;
      if (pixel.some((value, channel) => data[at + channel] !== value)) count++;
    }
  }
  return count / side ** 2;
}

test.each([
  ["white", [255, 255, 255, 255]],
  ["black", [0, 0, 0, 255]],
  ["what is transparent", [0, 0, 0, 0]],
])("the watermark shows on every part of %s, and leaves most of it to see", (_name, pixel) => {
  const picture = plain(640, 400, pixel);
  drawWatermark(picture);
  for (let top = 0; top + 133 <= 400; top += 133) {
    for (let left = 0; left + 133 <= 640; left += 133) {
      const share = changed(picture, [left, top, 133], pixel);
      expect(share).toBeGreaterThan(0.03);
      expect(share).toBeLessThan(0.4);
    }
  }
});

test("the watermark can't be told from the picture by its alpha: an opaque picture stays opaque", () => {
  const picture = plain(64, 64, [10, 200, 30, 255]);
  drawWatermark(picture);
  for (let at = 3; at < picture.data.length; at += 4) expect(picture.data[at]).toBe(255);
});
