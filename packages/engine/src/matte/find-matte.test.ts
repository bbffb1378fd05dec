import { describe, expect, it } from "vitest";
import type { Region, Size } from "../image/raster.ts";
import type { Quality } from "../recipe.ts";
import { findMatte } from "./find-matte.ts";

const input = { kind: "multiple", of: 32, side: 256 } as const;
const photo = { width: 2400, height: 1600 };
const frame = { left: 0, top: 0, ...photo };

/** What a model says (0…255) of a place in the photo that it is shown in a region, at a size. */
type Model = (x: number, y: number, region: Region, size: Size) => number;

/** Finds a matte with a model that is a function, and says what it was shown. */
async function find(
  model: Model,
  quality: Quality = "standard",
  shown: Size = photo,
  spec: Parameters<typeof findMatte>[1]["input"] = input,
) {
  const looks: { region: Region; size: Size }[] = [];
  const look = async (region: Region, size: Size) => {
    looks.push({ region, size });
    const data = Uint8Array.from({ length: size.width * size.height }, (_, i) => {
      const x = region.left + (((i % size.width) + 0.5) * region.width) / size.width;
      const y = region.top + ((Math.floor(i / size.width) + 0.5) * region.height) / size.height;
      return model(x, y, region, size);
    });
    return { mask: { ...size, data }, guide: { ...size, data: new Uint8Array(3 * data.length) } };
  };
  return { ...(await findMatte(shown, { input: spec, quality, look })), looks };
}

const disc =
  (radius: number): Model =>
  (x, y) =>
    Math.hypot(x - 1500, y - 600) < radius ? 255 : 0;
const isFrame = (region: Region) => region.width === photo.width;

describe("find matte", () => {
  it.each(["fast", "standard", "best"] as const)(
    "begins with a look at the whole photo as the model was trained (%s)",
    async (quality) => {
      const { looks } = await find(disc(120), quality);
      expect(looks[0]).toEqual({ region: frame, size: { width: 256, height: 256 } });
    },
  );

  it("then looks at a small subject alone, and keeps both looks", async () => {
    const found = await find(disc(120));
    expect(found.looks).toHaveLength(2);
    expect(found.matte.region.width).toBeLessThan(600);
    expect(found.matte.region.left).toBeLessThan(1380);
    expect(found.matte.region.left + found.matte.region.width).toBeGreaterThan(1620);
    expect(found.frame.region).toEqual(frame);
    for (const { mask, guide } of [found.matte, found.frame]) {
      expect([guide.width, guide.height]).toEqual([mask.width, mask.height]);
    }
  });

  it.each([
    ["a large subject", disc(550), "standard"],
    ["nothing", disc(0), "standard"],
    ["a small subject that has to be cut out fast", disc(120), "fast"],
  ] as const)("is done after one look at %s", async (_, model, quality) => {
    const { looks, matte } = await find(model, quality);
    expect(looks).toHaveLength(1);
    expect(matte.region).toEqual(frame);
  });

  it("keeps the look at the whole photo if the close one denies a part of what that is sure of", async () => {
    const blind: Model = (x, y, region, size) =>
      isFrame(region) || y < 600 ? disc(120)(x, y, region, size) : 0;
    const { looks, matte } = await find(blind);
    expect(looks).toHaveLength(2);
    expect(matte.region).toEqual(frame);
  });

  it("repeats a doubtful look smaller and takes the surer one, if that loses nothing", async () => {
    const unsure: Model = (x, y, region, size) => disc(550)(x, y, region, size) / (size.width > 128 ? 3 : 1);
    const { looks, matte } = await find(unsure, "fast");
    expect(looks.map(({ size }) => size.width)).toEqual([256, 128]);
    expect(matte.mask.width).toBe(128);
    const lost: Model = (x, ...place) => disc(550)(x, ...place) / (x < 1600 || place[2].width <= 128 ? 3 : 1);
    expect((await find(lost, "fast")).matte.mask.width).toBe(256);
    const blind: Model = (x, ...place) =>
      x < 1200 || place[2].width > 128 ? disc(550)(x, ...place) / (x < 1600 ? 3 : 1) : 0;
    expect((await find(blind, "fast")).matte.mask.width).toBe(256);
  });

  it("takes one look with a model of one size, however small or doubtful the subject", async () => {
    const { looks } = await find((...place) => disc(120)(...place) / 3, "standard", photo, {
      kind: "fixed",
      side: 320,
    });
    expect(looks).toEqual([{ region: frame, size: { width: 320, height: 320 } }]);
  });

  it.each([
    [1, 1],
    [3, 4000],
    [5000, 2],
  ])("works on a photo of %d × %d", async (width, height) => {
    const { matte } = await find(() => 255, "standard", { width, height });
    expect(matte.region).toEqual({ left: 0, top: 0, width, height });
  });
});
