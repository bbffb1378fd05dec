import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createForms } from "../dialects/fapihub/wire.ts";
import { formFields } from "../dialects/rembg-com/wire.ts";
import { parseCssColor, parseDecimal, parseInteger } from "./field-parsers.ts";

const blanks = fc.stringMatching(/^[ \t]{0,3}$/);
const byte = fc.nat(255);
const hex = (value: number) => value.toString(16).padStart(2, "0");

describe("values of form fields", () => {
  it("an integer is read whatever blanks are around it, and nothing else is one", () => {
    fc.assert(
      fc.property(blanks, fc.integer(), blanks, (before, value, after) => {
        expect(parseInteger(`${before}${value}${after}`)).toBe(value);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const value = parseInteger(text);
        if (value === undefined) expect(text).not.toMatch(/^[+-]?\d+$/);
        else expect(Number(text)).toBe(value);
      }),
    );
  });

  it("a decimal number is read as JavaScript reads it, and is finite", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseDecimal(String(value))).toBe(Number(String(value)));
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const value = parseDecimal(text);
        if (value !== undefined) expect(Number.isFinite(value)).toBe(true);
      }),
    );
  });

  it("a color is the same in hex and in numbers, in every dialect", () => {
    fc.assert(
      fc.property(byte, byte, byte, byte, blanks, (r, g, b, a, blank) => {
        const css = `#${hex(r)}${hex(g)}${hex(b)}${hex(a)}`;
        const color = parseCssColor(css);
        expect(color).toMatchObject({ r, g, b });
        expect(color?.alpha).toBeCloseTo(a / 255, 2);
        const { fields } = createForms([]).color;
        const sent = { bgcolor: `${blank}(${r},${blank}${g},${blank}${b},${blank}${a})` };
        expect(fields.parse(sent)).toMatchObject({ bgcolor: { r, g, b, alpha: a / 255 } });
      }),
    );
  });
});

describe("a form", () => {
  const names = ["format", "w", "h", "exact_resize", "mask", "bg_color", "angle", "expand", "quality"];
  const fields = fc.dictionary(fc.constantFrom(...names), fc.string({ unit: "binary" }));

  it("is understood or answered with words for each mistake, whatever its fields hold", () => {
    fc.assert(
      fc.property(fields, (sent) => {
        for (const { path, message } of formFields.safeParse(sent).error?.issues ?? []) {
          expect(names).toContain(path[0]);
          expect(message).not.toMatch(/\{(field|got|minimum|maximum)\}|undefined/);
        }
      }),
    );
  });

  it("takes every size from 0 to 10000 and no other", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), (w) => {
        const { success, data } = formFields.safeParse({ w: String(w) });
        expect(success).toBe(w >= 0 && w <= 10_000);
        if (success) expect(data.w).toBe(w === 0 ? undefined : w);
      }),
    );
  });
});
