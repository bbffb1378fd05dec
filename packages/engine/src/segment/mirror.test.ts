import { describe, expect, it } from "vitest";
import type { Mask, RgbRaster } from "../image/raster.ts";
import { segmentBothWays } from "./mirror.ts";

const input: RgbRaster = {
  width: 4,
  height: 1,
  data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
};

describe("a picture and its mirror image", () => {
  /** Asks a model that says these things, in the order of the picture's own pixels. */
  async function ask(upright: number[], mirrored: number[]) {
    const seen: RgbRaster[] = [];
    const segment = async (shown: RgbRaster): Promise<Mask> => {
      seen.push(shown);
      return {
        width: 4,
        height: 1,
        data: Uint8Array.from(seen.length === 1 ? upright : mirrored.toReversed()),
      };
    };
    return { mask: await segmentBothWays(input, segment), seen };
  }

  it("are both shown to the model", async () => {
    const { seen } = await ask([0, 0, 0, 0], [0, 0, 0, 0]);
    expect([...seen[1]!.data]).toEqual([10, 11, 12, 7, 8, 9, 4, 5, 6, 1, 2, 3]);
    expect(seen[0]).toBe(input);
  });

  it("are averaged in place where they agree by and large, or the picture leaves it open", async () => {
    const { mask } = await ask([200, 255, 100, 0], [100, 200, 255, 60]);
    expect([...mask.data]).toEqual([150, 228, 178, 30]);
  });

  it("lose and gain nothing that the picture is sure of", async () => {
    const { mask } = await ask([255, 240, 0, 20], [0, 100, 255, 255]);
    expect([...mask.data]).toEqual([255, 240, 0, 20]);
  });
});
