import type { Log } from "../log.ts";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import type { PlanCatalog } from "./catalog.ts";

/** Tells the operator of plans that accounts are on but that the catalog no longer has. */
export async function reportOrphans(db: Database, plans: PlanCatalog, log: Log): Promise<void> {
  for (const { plan } of await db.selectDistinct({ plan: users.plan }).from(users)) {
    if (plans.find(plan)) continue;
    const message = `Accounts are on plan "${plan}", which is not in the catalog: they get "${plans.defaultPlan.label}"`;
    log.warn({ plan }, message);
  }
}
