import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { grantPrepaid } from "../credits/changes.ts";
import type { Database } from "../storage/database.ts";
import { billingPurchases, users } from "../storage/schema/index.ts";
import type { PurchaseSeen } from "./events/checkout.ts";
import type { DisputeSeen, RefundSeen } from "./events/repayment.ts";

type Purchase = typeof billingPurchases.$inferSelect;

/** Grants what was bought, once for each checkout. Answers the account; undefined when there is none. */
export async function applyPurchase(
  tx: Database,
  { id, paymentId, uid, credits }: PurchaseSeen,
): Promise<string | undefined> {
  if (uid === undefined) return undefined;
  const [account] = await tx.select({ id: users.id }).from(users).where(eq(users.id, uid));
  if (account === undefined) return undefined;
  await grantPrepaid(tx, { id: `stripe:${id}`, uid, credits, at: new Date() });
  if (paymentId !== undefined) await takeBack(tx, await note(tx, paymentId, { uid, credits }));
  return uid;
}

/**
 * Takes back as large a part of the credits as was paid back of the price. Answers the account; undefined when the
 * payment is for something else, or not known yet: the refund then counts when it is.
 */
export async function applyRefund(tx: Database, seen: RefundSeen): Promise<string | undefined> {
  const { paymentId, amount, amountRefunded } = seen;
  const known = await find(tx, paymentId);
  if (known === undefined && !seen.isForCredits) return undefined;
  // Refunds only add up, so the greatest sum is the newest.
  const most = Math.max(amountRefunded, known?.amountRefunded ?? 0);
  return takeBack(tx, await note(tx, paymentId, { amount, amountRefunded: most }));
}

/** Takes the credits back while the payer's bank has the money. Answers as `applyRefund`. */
export async function applyDispute(tx: Database, seen: DisputeSeen): Promise<string | undefined> {
  const { paymentId, at, isWithdrawn } = seen;
  const known = await find(tx, paymentId);
  if (known === undefined) return undefined;
  if (at < (known.disputeAt ?? 0)) return known.uid ?? undefined;
  return takeBack(tx, await note(tx, paymentId, { disputed: isWithdrawn, disputeAt: at }));
}

async function find(tx: Database, paymentId: string): Promise<Purchase | undefined> {
  const [known] = await tx.select().from(billingPurchases).where(eq(billingPurchases.paymentId, paymentId));
  return known;
}

async function note(tx: Database, paymentId: string, news: Partial<Purchase>): Promise<Purchase> {
  const [purchase] = await tx
    .insert(billingPurchases)
    .values({ paymentId, ...news })
    .onConflictDoUpdate({ target: billingPurchases.paymentId, set: news })
    .returning();
  return purchase!;
}

/**
 * Brings what was taken back to what is to be. The balance may fall below zero when the credits are spent already; it
 * is shown as 0, and what is bought next makes up for it.
 */
async function takeBack(tx: Database, purchase: Purchase): Promise<string | undefined> {
  const { paymentId, uid, credits, amount, amountRefunded, disputed, takenBack } = purchase;
  if (uid === null || credits === null) return undefined;
  const share = disputed ? 1 : amountRefunded / (amount || 1);
  const due = Math.floor(credits * Math.min(1, share));
  if (due !== takenBack) {
    const change = { id: randomUUID(), uid, credits: takenBack - due, at: new Date() };
    await grantPrepaid(tx, change, "adjust");
    await note(tx, paymentId, { takenBack: due });
  }
  return uid;
}
