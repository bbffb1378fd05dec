import type { Log } from "../log.ts";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import type { PlanCatalogue } from "./catalogue.ts";

/** Tells the operator of plans that accounts are on but that the catalogue no longer has. */
export async function reportOrphans(db: Database, plans: PlanCatalogue, log: Log): Promise<void> {
  for (const { plan } of await db.selectDistinct({ plan: users.plan }).from(users)) {
    if (plans.find(plan)) continue;
    const message = `Accounts are on plan "${plan}", which is not in the catalogue: they get "${plans.defaultPlan.label}"`;
    log.warn({ plan }, message);
  }
}
