import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeWithin } from "./encode-within.ts";

/** A file that has a thousand bytes for each step of quality. */
const encodeAt = async (quality: number) => new Uint8Array(1000 * quality);

test("is the best quality that fits, never above the one that was asked for", async () => {
  const property = fc.asyncProperty(
    fc.integer({ min: 10_000, max: 120_000 }),
    fc.integer({ min: 10, max: 100 }),
    async (maxBytes, quality) => {
      const { length } = await encodeWithin(maxBytes, quality, encodeAt);
      expect(length).toBe(1000 * Math.min(quality, Math.floor(maxBytes / 1000)));
    },
  );
  await fc.assert(property, { seed: 1 });
});

test("asks eight times at most, and once where nothing has to be done", async () => {
  for (const [maxBytes, most] of [
    [15_000, 8],
    [95_000, 8],
    [100_000, 1],
  ] as const) {
    let asked = 0;
    await encodeWithin(maxBytes, 100, (quality) => {
      asked++;
      return encodeAt(quality);
    });
    expect(asked).toBeLessThanOrEqual(most);
  }
});

test("says what to do where no quality is low enough", async () => {
  await expect(encodeWithin(9_000, 90, encodeAt)).rejects.toMatchObject({
    code: "InvalidRecipe",
    message: expect.stringContaining("10000 bytes, more than 9000: make the picture smaller"),
  });
});
