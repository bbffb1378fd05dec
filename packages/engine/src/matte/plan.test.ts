import { describe, expect, it } from "vitest";
import { closeLook, repeatSize, trainedSize } from "./plan.ts";

const input = { kind: "multiple", of: 64, side: 1024 } as const;
const fixed = { kind: "fixed", side: 320 } as const;
const photo = { width: 1800, height: 1200 };

/** A mask of 1024 × 1024 pixels with a filled rectangle. */
function rectangle([left, top, right, bottom]: readonly number[], value = 255) {
  const [width, height] = [1024, 1024];
  const data = new Uint8Array(width * height);
  for (let y = top!; y < bottom!; y++) data.fill(value, y * width + left!, y * width + right!);
  return { width, height, data };
}

describe("plan", () => {
  it("takes the first look at the size that the model was trained with", () => {
    expect(trainedSize(input)).toEqual({ width: 1024, height: 1024 });
    expect(trainedSize(fixed)).toEqual({ width: 320, height: 320 });
  });

  it("repeats a doubtful look smaller and in the photo's shape", () => {
    expect(repeatSize(photo, input)).toEqual({ width: 512, height: 320 });
    expect(repeatSize({ width: 10, height: 5000 }, input)).toEqual({ width: 64, height: 512 });
  });

  it("takes one look only with a model of one size", () => {
    expect(repeatSize(photo, fixed)).toBeUndefined();
    expect(closeLook(rectangle([500, 500, 540, 540]), photo, fixed)).toBeUndefined();
  });

  it("takes no close look at nothing, nor at a subject that the first look has shown as well", () => {
    expect(closeLook(rectangle([0, 0, 0, 0]), photo, input)).toBeUndefined();
    expect(closeLook(rectangle([200, 100, 800, 900]), photo, input)).toBeUndefined();
  });

  it.each([
    [1800, 1200],
    [500, 900],
    [3000, 1000],
    [8000, 6000],
  ])("shows a small subject in a photo of %d × %d larger, at a third of the cost", (width, height) => {
    const { region, size } = closeLook(rectangle([600, 200, 900, 500]), { width, height }, input)!;
    expect((size.width % 64) + (size.height % 64)).toBe(0);
    expect(size.width * size.height).toBeLessThan(1024 ** 2 / 3);
    const gain = (size.width * size.height * width * height) / (region.width * region.height * 1024 ** 2);
    expect(gain).toBeGreaterThan(1.25);
  });

  it("encloses even a faint subject, with a margin, within the photo", () => {
    const { region } = closeLook(rectangle([0, 500, 200, 700], 40), photo, input)!;
    expect(region.left).toBe(0);
    expect(region.left + region.width).toBeGreaterThan((210 * 1800) / 1024);
    expect(region.top).toBeLessThan((490 * 1200) / 1024);
    expect(region.top + region.height).toBeGreaterThan((710 * 1200) / 1024);
  });

  it.each([
    ["in the middle", [500, 500, 520, 520]],
    ["in a corner", [0, 1010, 14, 1024]],
  ])("shows a tiny subject %s with its surroundings rather than blurred", (_where, box) => {
    const { region, size } = closeLook(rectangle(box), photo, input)!;
    expect(size.width / region.width).toBeLessThan(1.7);
    expect(size.height / region.height).toBeLessThan(1.7);
    expect(region.left).toBeGreaterThanOrEqual(0);
    expect(region.left).toBeLessThanOrEqual((box[0]! * 1800) / 1024);
    expect(region.left + region.width).toBeGreaterThanOrEqual((box[2]! * 1800) / 1024);
    expect(region.top + region.height).toBeLessThanOrEqual(1200);
    expect(region.top + region.height).toBeGreaterThanOrEqual((box[3]! * 1200) / 1024);
  });
});
