/** A span of time in unix seconds, UTC; the last second of a calendar span is its `endUnix`. */
export interface BillingPeriod {
  readonly startUnix: number;
  readonly endUnix: number;
}

/** A UTC calendar month: 1 ≤ `month` ≤ 12. */
export interface CalendarMonth extends BillingPeriod {
  readonly year: number;
  readonly month: number;
}

/** The UTC calendar month `month` (1…12) of `year` (1…9999). */
export function calendarMonth(year: number, month: number): CalendarMonth {
  return { year, month, startUnix: firstSecond(year, month), endUnix: firstSecond(year, month + 1) - 1 };
}

/** The UTC calendar month that `at` lies in. */
export function monthOf(at: Date): CalendarMonth {
  return calendarMonth(at.getUTCFullYear(), at.getUTCMonth() + 1);
}

/** The UTC calendar month that begins at `startUnix`. */
export function monthAt(startUnix: number): CalendarMonth {
  return monthOf(new Date(startUnix * 1000));
}

function firstSecond(year: number, month: number): number {
  // Date.UTC takes the years 0…99 for 1900…1999; setUTCFullYear takes them as they are.
  return new Date(0).setUTCFullYear(year, month - 1, 1) / 1000;
}
