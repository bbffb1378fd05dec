import { describe, expect, it } from "vitest";
import { losesPart } from "./lost-part.ts";

const photo = { width: 1200, height: 800 };
const grid = { width: 120, height: 80 };
const frame = { left: 0, top: 0, ...photo };

/** A look at `region` that sees the rectangles, given in pixels of the photo. */
function look(region: typeof frame, width: number, height: number, ...rectangles: number[][]) {
  const data = Uint8Array.from({ length: width * height }, (_, i) => {
    const x = region.left + (((i % width) + 0.5) * region.width) / width;
    const y = region.top + ((Math.floor(i / width) + 0.5) * region.height) / height;
    const sees = rectangles.some(
      ([left, top, right, bottom]) => x > left! && x < right! && y > top! && y < bottom!,
    );
    return sees ? 255 : 0;
  });
  return { mask: { width, height, data }, region };
}

const head = [400, 200, 600, 400];
const base = [400, 400, 600, 600];
const whole = look(frame, 120, 80, head, base);
const region = { left: 350, top: 150, width: 300, height: 500 };

describe("a lost part", () => {
  it("is one that the close look denies and the whole photo shows", () => {
    expect(losesPart(look(region, 384, 640, head), whole, photo, grid)).toBe(true);
    expect(losesPart(look(region, 384, 640), whole, photo, grid)).toBe(true);
  });

  it("is none if both looks agree, whatever their sizes", () => {
    expect(losesPart(look(region, 384, 640, head, base), whole, photo, grid)).toBe(false);
    expect(losesPart(look(frame, 1024, 704, head, base), whole, photo, grid)).toBe(false);
  });

  it("is none if only the outline differs", () => {
    const narrower = look(region, 384, 640, [408, 208, 592, 592]);
    expect(losesPart(narrower, whole, photo, grid)).toBe(false);
  });

  it("is none if the close look finds more, or a hole that is small beside the subject", () => {
    expect(losesPart(look(region, 384, 640, head, base), look(frame, 120, 80, head), photo, grid)).toBe(
      false,
    );
    const holed = look(region, 384, 640, [400, 200, 600, 480], [400, 520, 600, 600]);
    expect(losesPart(holed, whole, photo, grid)).toBe(false);
  });

  it("does not count what the close look could not see", () => {
    const upper = { left: 350, top: 150, width: 300, height: 250 };
    expect(losesPart(look(upper, 512, 448, head), whole, photo, grid)).toBe(false);
  });
});
