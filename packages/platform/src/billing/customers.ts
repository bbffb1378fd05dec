import { and, eq, inArray, sql } from "drizzle-orm";
import type { Executor } from "../credits/changes.ts";
import type { Database } from "../storage/database.ts";
import { billingCustomers, billingSubscriptions, users } from "../storage/schema/index.ts";
import { deletedRank, liveStatuses } from "./subscription-state.ts";

/** Lets one event of a customer or a payment be worked on at a time, until the transaction ends. */
export async function lockObject(transaction: Executor, id: string): Promise<void> {
  await transaction.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`billing ${id}`}, 0))`);
}

/** Notes whose the customer is. False where that is known already, or where there is no such account. */
export async function linkCustomer(db: Executor, customerId: string, uid: string): Promise<boolean> {
  const { rows } = await db.execute(sql`
    INSERT INTO billing_customers (customer_id, uid) SELECT ${customerId}, id FROM users WHERE id = ${uid}
    ON CONFLICT DO NOTHING RETURNING uid`);
  return rows.length > 0;
}

/**
 * The customer does not exist at Stripe any more, and nor do its subscriptions. True when one of them was live.
 *
 * @param at Stripe's time, unix seconds: older events that arrive later change nothing
 */
export async function endCustomer(db: Database, customerId: string, at: number): Promise<boolean> {
  await db.delete(billingCustomers).where(eq(billingCustomers.customerId, customerId));
  const { customerId: payer, status } = billingSubscriptions;
  const live = await db
    .select({ id: billingSubscriptions.id })
    .from(billingSubscriptions)
    .where(and(eq(payer, customerId), sql`coalesce(${status}, 'active') IN ${liveStatuses}`));
  const ids = live.map(({ id }) => id);
  if (ids.length > 0) {
    await db
      .update(billingSubscriptions)
      .set({ status: "canceled", eventAt: at, eventRank: deletedRank })
      .where(inArray(billingSubscriptions.id, ids));
  }
  return ids.length > 0;
}

/** The account that the customer pays for; undefined when none is known. */
export async function findPayer(db: Database, customerId: string): Promise<string | undefined> {
  const [customer] = await db
    .select()
    .from(billingCustomers)
    .where(eq(billingCustomers.customerId, customerId));
  return customer?.uid;
}

/** The customer that pays for the account; undefined when it has not bought anything yet. */
export async function findCustomer(db: Database, uid: string): Promise<string | undefined> {
  const [customer] = await db.select().from(billingCustomers).where(eq(billingCustomers.uid, uid));
  return customer?.customerId;
}

/** The account with that confirmed address: an unconfirmed one may be anybody's. */
export async function findOwnerOfEmail(db: Database, email: string): Promise<string | undefined> {
  const [account] = await db
    .select({ uid: users.id })
    .from(users)
    .where(and(eq(users.email, email.trim().toLowerCase()), eq(users.emailVerified, true)));
  return account?.uid;
}
