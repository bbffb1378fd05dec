import { calendarMonth, monthOf } from "../credits/calendar.ts";
import type { CreditLedger } from "../credits/ledger.ts";
import type { Plan } from "../plans/catalog.ts";
import type { Database } from "../storage/database.ts";
import { withStorageErrors } from "../storage/unavailable.ts";
import { type DayUsage, type MonthUsage, usageByDay, usageByMonth } from "./history.ts";
import {
  type BillingWindow,
  billingWindows,
  type MembershipQuery,
  type MembershipUsage,
  membershipUsageOf,
  shownPrepaid,
} from "./membership-usage.ts";

/** Whose usage: an account and the plan it has now. */
export interface UsageOwner {
  readonly uid: string;
  readonly plan: Plan;
}

/** What an account has used and has left. All throw `StorageUnavailable` when the storage does not answer. */
export interface Usage {
  /** The answer of `GET /api/membership-usage`. */
  membership(owner: UsageOwner, query: MembershipQuery): Promise<MembershipUsage>;
  /** The `prepaidCredits` of many accounts at once, in the order of `uids`. */
  prepaidCredits(uids: readonly string[]): Promise<number[]>;
  /** The same with `listBillingCycles`: every billing window, newest first. */
  billingCycles(uid: string): Promise<BillingWindow[]>;
  /** Images that were delivered on the last `days` UTC days (1…366), today included, oldest first. */
  byDay(uid: string, days: number): Promise<DayUsage[]>;
  /** The newest `limit` UTC months with images, newest first. */
  byMonth(uid: string, limit: number): Promise<MonthUsage[]>;
}

export function createUsage(db: Database, ledger: CreditLedger, now: () => Date): Usage {
  return withStorageErrors<Usage>({
    async membership({ uid, plan }, query) {
      const at = now();
      const current = monthOf(at);
      const { startUnix } = calendarMonth(query.year ?? current.year, query.month ?? current.month);
      return membershipUsageOf(plan, await ledger.read(uid, startUnix), query, at);
    },
    async prepaidCredits(uids) {
      return (await ledger.readPrepaid(uids)).map(shownPrepaid);
    },
    async billingCycles(uid) {
      const at = now();
      return billingWindows(await ledger.read(uid, monthOf(at).startUnix), at);
    },
    byDay: (uid, days) => usageByDay(db, uid, days, now()),
    byMonth: (uid, limit) => usageByMonth(db, uid, limit),
  });
}
