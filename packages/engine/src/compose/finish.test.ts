import { describe, expect, it } from "vitest";
import { disc, paint, pixelOf } from "../image/testing/pictures.ts";
import { subjectBounds } from "../place/subject.ts";
import { finish } from "./finish.ts";

const made = (raster = disc(200, 40, [200, 10, 20, 255])) => ({
  raster,
  subject: subjectBounds(raster),
  foundSubject: true,
});

describe("a limit of pixels", () => {
  it("makes the picture smaller, in its own proportions, and says where the subject is now", async () => {
    const { raster, subject } = await finish(made(), { format: "png", maxPixels: 2500 });
    expect([raster.width, raster.height]).toEqual([50, 50]);
    const measured = subjectBounds(raster)!;
    for (const side of ["left", "top", "right", "bottom"] as const)
      expect(Math.abs(subject![side] - measured[side])).toBeLessThanOrEqual(1);
  });

  it("is never exceeded, and never makes a picture larger", async () => {
    const wide = paint(1000, 3, () => [1, 2, 3, 255]);
    const { raster } = await finish(made(wide), { format: "png", maxPixels: 1001 });
    expect(raster.width * raster.height).toBeLessThanOrEqual(1001);
    const same = made();
    expect((await finish(same, { format: "png", maxPixels: 1e9 })).raster).toBe(same.raster);
    expect(await finish(same, { format: "png" })).toEqual(same);
  });
});

describe("a watermark", () => {
  it("is seen on the subject and where the picture is transparent, and leaves the rest as it is", async () => {
    for (const size of [40, 300]) {
      const plain = disc(size, size / 4, [200, 10, 20, 255]);
      const { raster } = await finish(made(disc(size, size / 4, [200, 10, 20, 255])), {
        format: "png",
        watermark: true,
      });
      let [onSubject, onNothing, untouched] = [0, 0, 0];
      for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++) {
          const before = pixelOf(plain, x, y);
          const isSame = pixelOf(raster, x, y).join() === before.join();
          if (isSame) untouched++;
          else if (before[3] === 255) onSubject++;
          else onNothing++;
        }
      }
      for (const pixels of [onSubject, onNothing, untouched])
        expect(pixels).toBeGreaterThan(0.02 * size * size);
    }
  });
});
