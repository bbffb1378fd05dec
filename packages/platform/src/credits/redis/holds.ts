import { monthAt } from "../calendar.ts";
import type { Reservation } from "../ledger.ts";

/** The name of a calendar month in Redis keys: `2026:3`. */
export function monthName(monthStart: number): string {
  const { year, month } = monthAt(monthStart);
  return `${year}:${month}`;
}

/** An open reservation as one word list, so that removing it from a sorted set is what closes it. No field has blanks. */
export function holdName(reservation: Omit<Reservation, "remaining">): string {
  const { id, uid, channel, source, monthStart, cycleStart, cycleEnd, keyId } = reservation;
  const words = [id, uid, channel, source, monthName(monthStart), monthStart, cycleStart, cycleEnd];
  return [...words, ...(keyId === undefined ? [] : [keyId])].join(" ");
}
