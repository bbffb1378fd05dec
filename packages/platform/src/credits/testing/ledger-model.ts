import { type BillingPeriod, monthOf } from "../calendar.ts";
import type { AccountCredits, Channel, CreditSource, KeyLimit } from "../ledger.ts";

interface Hold {
  readonly channel: Channel;
  readonly source: CreditSource;
  /** The key and the month that it counts in. */
  readonly keyMonth: string;
  readonly monthStart: number;
  readonly cycleStart: number;
  expiresAt: number;
}

interface Cycle {
  endUnix: number;
  app: number;
  api: number;
  included: number;
}

/** One account's credits as they should be, in the plainest way that does it. Holds are known by their number. */
export class LedgerModel {
  prepaid = 0;
  period: BillingPeriod | null = null;
  readonly holds = new Map<number, Hold>();
  readonly #reservationMs: number;
  readonly #grants = new Set<number>();
  readonly #months = new Map<number, { app: number; api: number }>();
  readonly #cycles = new Map<number, Cycle>();
  readonly #keyMonths = new Map<string, number>();
  #holdNumber = 0;

  constructor(reservationMs: number) {
    this.#reservationMs = reservationMs;
  }

  /** Whether the grant is new. */
  grant(id: number, credits: number): boolean {
    if (this.#grants.has(id)) return false;
    this.#grants.add(id);
    this.prepaid += credits;
    return true;
  }

  /** The number of the hold, what it is taken from and what is left; a code = refused. */
  reserve(channel: Channel, includedCredits: number, key: KeyLimit | undefined, now: Date) {
    const month = monthOf(now);
    const { startUnix, endUnix } = this.period ?? month;
    const used = this.#cycles.get(startUnix)?.included ?? 0;
    const spendable = Math.max(0, this.prepaid);
    const source = used < includedCredits ? "included" : spendable > 0 ? "prepaid" : undefined;
    if (source === undefined) return "InsufficientCredits";
    const keyMonth = `${key?.id} ${month.startUnix}`;
    const most = key?.monthlyLimit ?? Number.POSITIVE_INFINITY;
    if ((this.#keyMonths.get(keyMonth) ?? 0) >= most) return "KeyLimitReached";
    const hold: Hold = {
      channel,
      source,
      keyMonth,
      monthStart: month.startUnix,
      cycleStart: startUnix,
      expiresAt: now.getTime() + this.#reservationMs,
    };
    const cycle = this.#cycles.get(startUnix) ?? { endUnix, app: 0, api: 0, included: 0 };
    cycle.endUnix = Math.max(cycle.endUnix, endUnix);
    this.#cycles.set(startUnix, cycle);
    this.#count(hold, 1);
    this.holds.set(++this.#holdNumber, hold);
    const remaining = Math.max(0, includedCredits - used) + spendable - 1;
    return { number: this.#holdNumber, source, remaining };
  }

  /** Whether it was open. */
  settle(number: number): boolean {
    return this.holds.delete(number);
  }

  /** Whether it was open. */
  release(number: number): boolean {
    const hold = this.holds.get(number);
    if (hold) this.#count(hold, -1);
    return this.holds.delete(number);
  }

  /** Whether it was open. */
  extend(number: number, now: Date): boolean {
    const hold = this.holds.get(number);
    if (hold) hold.expiresAt = now.getTime() + this.#reservationMs;
    return hold !== undefined;
  }

  expire(now: Date): void {
    for (const [number, { expiresAt }] of this.holds) if (expiresAt <= now.getTime()) this.release(number);
  }

  read(monthStart: number): AccountCredits {
    return {
      prepaidCredits: this.prepaid,
      billingPeriod: this.period,
      month: this.#months.get(monthStart) ?? { app: 0, api: 0 },
      cycles: [...this.#cycles]
        .map(([startUnix, cycle]) => ({ startUnix, ...cycle }))
        .sort((a, b) => b.startUnix - a.startUnix),
    };
  }

  #count({ channel, source, keyMonth, monthStart, cycleStart }: Hold, images: number): void {
    this.#keyMonths.set(keyMonth, (this.#keyMonths.get(keyMonth) ?? 0) + images);
    const month = this.#months.get(monthStart) ?? { app: 0, api: 0 };
    month[channel] += images;
    this.#months.set(monthStart, month);
    const cycle = this.#cycles.get(cycleStart)!;
    cycle[channel] += images;
    if (source === "included") cycle.included += images;
    else this.prepaid -= images;
  }
}
