import { describe, expect, it } from "vitest";
import type { Size } from "../image/raster.ts";
import type { Quality } from "../recipe.ts";
import type { Region } from "../segment/model-input.ts";
import { findMatte } from "./find-matte.ts";

const input = { kind: "multiple", of: 64, side: 1024 } as const;
const photo = { width: 2400, height: 1600 };

/** A model that sees a disc where it is, and what it was shown. */
function discModel({ x, y, radius }: { x: number; y: number; radius: number }, blindBelow?: Size) {
  const looks: { region: Region; size: Size; mirrored: boolean }[] = [];
  const look = async (region: Region, size: Size, mirrored: boolean) => {
    looks.push({ region, size, mirrored });
    const data = new Uint8Array(size.width * size.height);
    const blind = blindBelow && region.width < blindBelow.width && region.height < blindBelow.height;
    for (let i = 0; i < data.length && !blind; i++) {
      const px = region.left + (((i % size.width) + 0.5) * region.width) / size.width;
      const py = region.top + ((Math.floor(i / size.width) + 0.5) * region.height) / size.height;
      data[i] = Math.hypot(px - x, py - y) < radius ? 255 : 0;
    }
    return { mask: { ...size, data }, guide: { ...size, data: new Uint8Array(3 * data.length) } };
  };
  return { looks, find: (quality: Quality) => findMatte(photo, { input, quality, look }) };
}

describe("find matte", () => {
  it("looks at the whole photo coarsely, then closely at the subject alone", async () => {
    const { looks, find } = discModel({ x: 1500, y: 600, radius: 120 });
    const { region, mask } = await find("standard");
    expect(looks).toHaveLength(2);
    expect(looks[0]!.size).toEqual({ width: 256, height: 192 });
    expect(region.width).toBeLessThan(600);
    expect(region.left).toBeLessThan(1380);
    expect(region.left + region.width).toBeGreaterThan(1620);
    expect(mask.width).toBe(looks[1]!.size.width);
  });

  it("looks at the whole photo closely if the coarse look finds nothing", async () => {
    const { looks, find } = discModel({ x: -900, y: 0, radius: 1 });
    expect((await find("standard")).region).toEqual({ left: 0, top: 0, ...photo });
    expect(looks).toHaveLength(2);
  });

  it("looks at the whole photo again if the close look misses the subject", async () => {
    const { looks, find } = discModel({ x: 1500, y: 600, radius: 120 }, photo);
    const { region, mask } = await find("standard");
    expect(looks.slice(2).map(({ size }) => size.width)).toEqual([320, 512, 1024]);
    expect(region).toEqual({ left: 0, top: 0, ...photo });
    expect(mask.width).toBe(1024);
  });

  it("keeps the close look at little cost if the whole photo shows that the coarse look was wrong", async () => {
    const looks: Size[] = [];
    const { region } = await findMatte(photo, {
      input,
      quality: "standard",
      look: async (part, size) => {
        looks.push(size);
        // The coarse look takes half of the photo for the subject, the others a part of it.
        const isSubject = (x: number, y: number) =>
          looks.length === 1
            ? x > 600 && x < 1800 && y > 400 && y < 1200
            : x > 700 && x < 900 && y > 500 && y < 700;
        const data = Uint8Array.from({ length: size.width * size.height }, (_, i) => {
          const x = part.left + (((i % size.width) + 0.5) * part.width) / size.width;
          const y = part.top + ((Math.floor(i / size.width) + 0.5) * part.height) / size.height;
          return isSubject(x, y) ? 255 : 0;
        });
        return { mask: { ...size, data }, guide: { ...size, data: new Uint8Array(3 * data.length) } };
      },
    });
    expect(looks.map(({ width }) => width)).toEqual([256, expect.any(Number), 320]);
    expect(region.width).toBeLessThan(photo.width);
  });

  it("takes a second, mirrored look for the best quality only", async () => {
    for (const [quality, count] of [
      ["fast", 2],
      ["standard", 2],
      ["best", 3],
    ] as const) {
      const { looks, find } = discModel({ x: 1500, y: 600, radius: 120 });
      const { mask, guide } = await find(quality);
      expect(looks).toHaveLength(count);
      expect(looks.filter(({ mirrored }) => mirrored)).toHaveLength(count - 2);
      expect([guide.width, guide.height]).toEqual([mask.width, mask.height]);
    }
  });

  it("spends less on a fast cutout than on a standard one", async () => {
    const pixels = async (quality: Quality) => {
      const { mask } = await discModel({ x: 1500, y: 600, radius: 300 }).find(quality);
      return mask.width * mask.height;
    };
    expect(await pixels("fast")).toBeLessThan(0.5 * (await pixels("standard")));
  });
});
