import { expect, test } from "vitest";
import { byMonth, lastDays, lastTwelveMonths } from "./usage.ts";

test("a span of days ends today and counts today", () => {
  expect(lastDays(30, new Date("2026-03-01T23:59:59Z"))).toEqual({ from: "2026-01-31", to: "2026-03-01" });
  expect(lastDays(1, new Date("2026-03-01T00:00:00Z"))).toEqual({ from: "2026-03-01", to: "2026-03-01" });
});

test("twelve months begin on the first of a month", () => {
  expect(lastTwelveMonths(new Date("2026-11-21T12:00:00Z"))).toEqual({
    from: "2025-12-01",
    to: "2026-11-21",
  });
  expect(lastTwelveMonths(new Date("2024-12-31T23:59:59Z"))).toEqual({
    from: "2024-01-01",
    to: "2024-12-31",
  });
});

test("days become calendar months, app and API apart", () => {
  const days = [
    { date: "2026-01-31", app: 1, api: 10 },
    { date: "2026-02-01", app: 2, api: 0 },
    { date: "2026-02-28", app: 3, api: 5 },
  ];
  expect(byMonth(days)).toEqual([
    { month: "2026-01", app: 1, api: 10 },
    { month: "2026-02", app: 5, api: 5 },
  ]);
});
