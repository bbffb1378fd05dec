import { expect, test } from "vitest";
import { calendarMonth, monthAt, monthOf } from "./calendar.ts";

test("a month runs from its first to its last second, UTC", () => {
  expect(calendarMonth(2026, 3)).toEqual({
    year: 2026,
    month: 3,
    startUnix: Date.UTC(2026, 2, 1) / 1000,
    endUnix: Date.UTC(2026, 3, 1) / 1000 - 1,
  });
});

test("December ends where January of the next year begins", () => {
  expect(calendarMonth(2025, 12).endUnix + 1).toBe(calendarMonth(2026, 1).startUnix);
});

test.each([1, 99, 1970, 9999])("the year %i is taken as it is, not as 19xx", (year) => {
  expect(monthAt(calendarMonth(year, 2).startUnix)).toEqual(calendarMonth(year, 2));
});

test("the month of a moment is that of UTC, whatever the local time zone is", () => {
  expect(monthOf(new Date("2026-03-01T00:30:00+02:00"))).toEqual(calendarMonth(2026, 2));
});
