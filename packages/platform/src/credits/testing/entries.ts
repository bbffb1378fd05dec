import { eq } from "drizzle-orm";
import type { Database } from "../../storage/database.ts";
import { creditEntries, creditSnapshots } from "../../storage/schema/index.ts";
import type { AccountCredits, CycleUsage } from "../ledger.ts";

/** What the entries, kept or summed, say about the account: the plain sums that every counter must equal. */
export async function sumEntries(
  db: Database,
  uid: string,
  monthStart: number,
): Promise<Omit<AccountCredits, "billingPeriod">> {
  const kept = await db.select().from(creditEntries).where(eq(creditEntries.uid, uid));
  const summed = await db.select().from(creditSnapshots).where(eq(creditSnapshots.uid, uid));
  let prepaidCredits = 0;
  const month = { app: 0, api: 0 };
  const cycles = new Map<number, { -readonly [Field in keyof CycleUsage]: number }>();
  for (const { source, amount, channel, ...entry } of [...kept, ...summed]) {
    if (source === "prepaid") prepaidCredits += amount;
    if (channel === null) continue;
    if (entry.monthStart === monthStart) month[channel] -= amount;
    const cycle = cycles.get(entry.cycleStart!) ?? {
      startUnix: entry.cycleStart!,
      endUnix: 0,
      app: 0,
      api: 0,
      included: 0,
    };
    cycles.set(cycle.startUnix, cycle);
    cycle.endUnix = Math.max(cycle.endUnix, entry.cycleEnd!);
    cycle[channel] -= amount;
    if (source === "included") cycle.included -= amount;
  }
  return { prepaidCredits, month, cycles: [...cycles.values()].sort((a, b) => b.startUnix - a.startUnix) };
}
