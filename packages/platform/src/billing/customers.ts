import { eq, sql } from "drizzle-orm";
import type { Executor } from "../credits/changes.ts";
import type { Database } from "../storage/database.ts";
import { billingCustomers } from "../storage/schema/index.ts";

/** Lets one event of a customer be worked on at a time, until the transaction ends. */
export async function lockCustomer(transaction: Executor, customerId: string): Promise<void> {
  await transaction.execute(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`billing ${customerId}`}, 0))`,
  );
}

/** Notes whose the customer is. False where that is known already, or where there is no such account. */
export async function linkCustomer(db: Executor, customerId: string, uid: string): Promise<boolean> {
  const { rows } = await db.execute(sql`
    INSERT INTO billing_customers (customer_id, uid) SELECT ${customerId}, id FROM users WHERE id = ${uid}
    ON CONFLICT DO NOTHING RETURNING uid`);
  return rows.length > 0;
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
