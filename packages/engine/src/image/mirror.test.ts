import { describe, expect, it } from "vitest";
import { mirror } from "./mirror.ts";

describe("mirror", () => {
  it("exchanges left and right and keeps each pixel's channels in order", () => {
    const picture = { width: 2, height: 2, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) };
    expect([...mirror(picture, 3).data]).toEqual([4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9]);
    expect(mirror(mirror(picture, 3), 3)).toEqual(picture);
  });
});
