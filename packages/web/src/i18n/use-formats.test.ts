import { expect, test } from "vitest";
import { formatsIn } from "./use-formats.ts";

test.each([
  ["en", "November 2026", "Nov 28, 2026", "20,000", "87.5%"],
  ["th", "พฤศจิกายน ค.ศ. 2026", "28 พ.ย. ค.ศ. 2026", "20,000", "87.5%"],
  ["tr", "Kasım 2026", "28 Kas 2026", "20.000", "%87,5"],
  ["de", "November 2026", "28.11.2026", "20.000", "87,5\u00a0%"],
  ["ko", "2026년 11월", "2026. 11. 28.", "20,000", "87.5%"],
])(
  "%s has the years of the API, and its own way to write dates and numbers",
  (language, month, day, number, percent) => {
    const formats = formatsIn(language);
    expect(formats.month("2026-11")).toBe(month);
    expect(formats.day("2026-11-28")).toBe(day);
    expect(formats.date("2026-11-28T12:00:00Z")).toBe(day);
    expect(formats.moment("2026-11-28T12:00:00Z")).toContain("2026");
    expect(formats.number(20_000)).toBe(number);
    expect(formats.percent(87.5)).toBe(percent);
  },
);
