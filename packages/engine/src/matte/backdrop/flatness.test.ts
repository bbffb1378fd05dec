import { describe, expect, it } from "vitest";
import { findFlatMatte } from "./backdrop.ts";
import { cutOut, disc, draw, type Paint, type Rgb } from "./testing/picture.ts";

describe("a flat backdrop", () => {
  it("takes none of the bands for a subject that JPEG makes of a gradient without noise", () => {
    const banded: Paint = (_, y) => [200, 216, 232].map((v) => v - 3 * Math.round(y / 54)) as unknown as Rgb;
    const cutout = cutOut({ backdrop: banded, alpha: disc(190, 190, 60), noise: 0 })!;
    expect(cutout.alphaAt(190, 190)).toBe(255);
    expect(cutout.error).toBeLessThan(0.002);
  });
});

describe("a scene", () => {
  const subject = disc(190, 190, 60);
  const scenes: [string, Paint][] = [
    ["a wall that meets a floor", (_, y) => (y > 230 ? [150, 130, 110] : [220, 218, 214])],
    [
      "a wall that meets a floor softly",
      (_, y) => {
        const floor = 1 / (1 + Math.exp((230 - y) / 12));
        return [220 - 60 * floor, 218 - 60 * floor, 214 - 60 * floor];
      },
    ],
    [
      "a texture",
      (x, y) => {
        const value = 130 + 40 * Math.sin(x / 3) * Math.cos(y / 4);
        return [value, value, value];
      },
    ],
    [
      "black bars above and below a landscape",
      (x, y) =>
        y < 60 || y > 320 ? [0, 0, 0] : [90 + 40 * Math.sin(x / 20), 140, 90 + 40 * Math.cos(y / 15)],
    ],
    [
      "a plain border around a room that the model takes for background",
      (x, y) => {
        const middle = Math.exp(-(((x - 190) / 110) ** 4) - ((y - 190) / 110) ** 4);
        return [200 - 60 * middle, 205 + 20 * middle, 210 - 120 * middle];
      },
    ],
  ];

  it.each(scenes)("is told from a flat backdrop: %s", (_, backdrop) => {
    const { photo, frame } = draw({ backdrop, alpha: subject });
    const before = photo.data.slice();
    expect(findFlatMatte(photo, frame)).toBeUndefined();
    expect(Buffer.compare(photo.data, before)).toBe(0);
  });

  it.each([
    { width: 3, height: 2 },
    { width: 600, height: 1 },
    { width: 1, height: 600 },
    { width: 600, height: 14 },
  ])("is every look too small to tell: $width × $height", (size) => {
    const pixels = size.width * size.height;
    const photo = { ...size, data: new Uint8Array(4 * pixels).fill(255) };
    const look = {
      mask: { ...size, data: new Uint8Array(pixels) },
      guide: { ...size, data: new Uint8Array(3 * pixels).fill(255) },
    };
    expect(findFlatMatte(photo, { ...look, region: { left: 0, top: 0, ...size } })).toBeUndefined();
  });
});
