import { describe, expect, test } from "vitest";
import type { Given } from "../people.ts";
import { photo, pixelsOf } from "../pictures.ts";
import { REAL_MODEL } from "../product.ts";
import { addPictures, downloadBy, visit } from "../visit.ts";

/** With the real model: prepared once, kept between runs. */
export function photoSuite(given: Given): void {
  describe("a real photo", () => {
    test("is cut out for a guest: the corners go, the subject stays", async () => {
      const product = given.product();
      await product.restart(REAL_MODEL);
      const { page, open, leave } = await visit(given.browser(), product.url);
      await open("/");
      const input = await photo();
      await addPictures(page, [input]);
      const { data } = await downloadBy(page, "Download");
      const original = await pixelsOf(input.buffer);
      const { width, height, at } = await pixelsOf(data);
      expect([width, height]).toEqual([original.width, original.height]);
      for (const x of [2, width - 3]) expect(at(x, 2)[3]).toBe(0);
      let opaque = 0;
      const grid = 50;
      for (let i = 0; i < grid * grid; i++) {
        const x = ((i % grid) + 0.5) / grid;
        const y = (Math.floor(i / grid) + 0.5) / grid;
        if (at(Math.floor(x * width), Math.floor(y * height))[3] > 250) opaque++;
      }
      expect(opaque / (grid * grid)).toBeGreaterThan(0.05);
      expect(opaque / (grid * grid)).toBeLessThan(0.9);
      await leave();
    });
  });
}
