import { describe, expect, it } from "vitest";
import { closeRegion, coarseSize, fineSize, frameSize, uncutRegion, witnessSizes } from "./plan.ts";

const input = { kind: "multiple", of: 64, side: 1024 } as const;
const photo = { width: 1800, height: 1200 };

/** A mask with a filled rectangle. */
function rectangle(
  width: number,
  height: number,
  [left, top, right, bottom]: readonly number[],
  value = 255,
) {
  const data = new Uint8Array(width * height);
  for (let y = top!; y < bottom!; y++) data.fill(value, y * width + left!, y * width + right!);
  return { width, height, data };
}

describe("plan", () => {
  it("takes the coarse look small and in the photo's shape", () => {
    expect(coarseSize(photo, input)).toEqual({ width: 256, height: 192 });
    expect(coarseSize({ width: 600, height: 1200 }, input)).toEqual({ width: 128, height: 256 });
  });

  it("takes no coarse look with a model of one size", () => {
    const fixed = { kind: "fixed", side: 320 } as const;
    expect(coarseSize(photo, fixed)).toBeUndefined();
    expect(fineSize(photo, photo, fixed, "standard")).toEqual({ width: 320, height: 320 });
  });

  it.each([
    [1800, 1200],
    [500, 900],
    [64, 64],
    [3000, 40],
    [1, 5000],
  ])(
    "never spends more on a region of %d × %d than a look at the whole frame would cost",
    (width, height) => {
      for (const quality of ["fast", "standard"] as const) {
        const size = fineSize(photo, { width, height }, input, quality);
        expect(size.width % 64).toBe(0);
        expect(size.height % 64).toBe(0);
        expect(size.width * size.height).toBeLessThanOrEqual(0.85 * 1024 * 704);
      }
    },
  );

  it("encloses even a faint subject, with a margin, within the photo", () => {
    const region = closeRegion(rectangle(256, 192, [100, 50, 140, 90], 40), photo, input, "standard");
    const scale = 1800 / 256;
    expect(region.left).toBeLessThan(97 * scale);
    expect(region.left + region.width).toBeGreaterThan(143 * scale);
    expect(region.top).toBeGreaterThan(0);
    expect(closeRegion(rectangle(256, 192, [0, 0, 256, 192]), photo, input, "standard")).toEqual({
      left: 0,
      top: 0,
      ...photo,
    });
  });

  it.each([
    ["in the middle", [120, 90, 128, 98]],
    ["in a corner", [0, 186, 6, 192]],
  ])("shows a tiny subject %s with its surroundings rather than blurred", (_where, box) => {
    const region = closeRegion(rectangle(256, 192, box), photo, input, "standard");
    const size = fineSize(photo, region, input, "standard");
    expect(size.width / region.width).toBeLessThan(1.7);
    expect(size.height / region.height).toBeLessThan(1.7);
    expect(region.left).toBeGreaterThanOrEqual(0);
    expect(region.left).toBeLessThanOrEqual((box[0]! * 1800) / 256);
    expect(region.left + region.width).toBeGreaterThan((box[2]! * 1800) / 256);
    expect(region.top + region.height).toBeLessThanOrEqual(1200);
    expect(region.top + region.height).toBeGreaterThanOrEqual((box[3]! * 1200) / 192);
  });

  it("looks at the whole frame with the model's full size to decide, but when it has to be fast", () => {
    expect(frameSize(photo, input, "standard")).toEqual({ width: 1024, height: 704 });
    const { width, height } = frameSize(photo, input, "fast");
    expect(width * height).toBeLessThanOrEqual(0.3 * 1024 * 704);
  });

  it("asks only looks that cost less than half of the one that decides before it", () => {
    const widths = (quality: "standard" | "fast") =>
      witnessSizes(photo, input, quality).map(({ width }) => width);
    expect(widths("standard")).toEqual([320, 512]);
    expect(widths("fast")).toEqual([320]);
    expect(witnessSizes(photo, { kind: "fixed", side: 320 }, "standard")).toEqual([]);
  });

  it("falls back to the whole frame if nothing was found", () => {
    expect(closeRegion(rectangle(256, 192, [0, 0, 0, 0]), photo, input, "standard")).toEqual({
      left: 0,
      top: 0,
      ...photo,
    });
  });

  it("extends a region that cuts the subject off to the photo's border, on that side only", () => {
    const region = { left: 300, top: 200, width: 600, height: 500 };
    expect(uncutRegion(rectangle(64, 64, [10, 10, 64, 50]), region, photo)).toEqual({
      ...region,
      width: 1500,
    });
    expect(uncutRegion(rectangle(64, 64, [10, 10, 60, 50]), region, photo)).toBeUndefined();
  });

  it("lets a subject touch the photo's own border", () => {
    const region = { left: 0, top: 200, width: 600, height: 500 };
    expect(uncutRegion(rectangle(64, 64, [0, 10, 60, 50]), region, photo)).toBeUndefined();
  });
});
