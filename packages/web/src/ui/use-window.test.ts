import fc from "fast-check";
import { expect, test } from "vitest";
import { indicesIn } from "./use-window.ts";

test("a window has what is on its lines and the one that always stays, each once and never more than there is", () => {
  const property = fc.property(
    fc.nat(50),
    fc.integer({ min: 0, max: 20 }),
    fc.integer({ min: 1, max: 6 }),
    fc.nat(400),
    fc.integer({ min: -1, max: 399 }),
    (first, lines, columns, count, stays) => {
      const always = Math.min(stays, count - 1);
      const indices = indicesIn({ first, end: first + lines }, columns, count, always);
      expect(new Set(indices).size).toBe(indices.length);
      for (let i = 0; i < count; i++) {
        const line = Math.floor(i / columns);
        const isWanted = (line >= first && line < first + lines) || i === always;
        expect(indices.includes(i)).toBe(isWanted);
      }
    },
  );
  fc.assert(property, { seed: 1 });
});
