import { and, eq, sql } from "drizzle-orm";
import { PlatformError } from "../errors.ts";
import { newDeliveries } from "../jobs/events.ts";
import { newId } from "../jobs/job.ts";
import type { Database } from "../storage/database.ts";
import { newestFirst, type Page } from "../storage/newest-first.ts";
import { type deliveryStates, webhookDeliveries, webhookEndpoints } from "../storage/schema/index.ts";
import { findEndpoint } from "./endpoints.ts";
import { signedHeaders } from "./signature.ts";

export type DeliveryState = (typeof deliveryStates)[number];

/** One message to one endpoint and how it went. */
export interface Delivery {
  id: string;
  eventId: string;
  type: string;
  state: DeliveryState;
  attempts: number;
  /** Of the last attempt: the HTTP status, or why there was none. */
  status: number | null;
  error: string | null;
  /** When it is sent again, while it is pending. */
  nextAt: Date | null;
  createdAt: Date;
  deliveredAt: Date | null;
  body: string;
}

/** A message to be sent now. */
export interface DueDelivery {
  id: string;
  url: string;
  body: string;
  headers: Readonly<Record<string, string>>;
}

/** What came of sending: `gone` is a receiver that says it wants no more. */
export type Outcome =
  | { state: "delivered"; status: number }
  | { state: "failed"; status?: number; error?: string }
  | { state: "gone"; status: number };

type Row = typeof webhookDeliveries.$inferSelect;

function toDelivery(row: Row): Delivery {
  const { id, eventId, type, state, attempts, status, error, nextAt, createdAt, deliveredAt, body } = row;
  const next = state === "pending" ? nextAt : null;
  return { id, eventId, type, state, attempts, status, error, nextAt: next, createdAt, deliveredAt, body };
}

/** Seconds until the next attempt after each one: a day in all. */
const BACK_OFF_SECONDS = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 28_800];
/** How long a sender may be silent before its message goes out again. */
const SENDING_SECONDS = 60;
/** At the same time, so that one slow receiver does not hold up the others. */
const AT_ONCE_PER_ENDPOINT = 4;

/** Newest first. @throws PlatformError `NotFound`, `InvalidInput` (cursor) */
export async function listDeliveries(
  db: Database,
  uid: string,
  endpointId: string,
  { state, ...page }: Page & { state?: DeliveryState | undefined },
) {
  await findEndpoint(db, uid, endpointId);
  const { after, order, limit, cut } = newestFirst(webhookDeliveries, page);
  const rows = await db
    .select()
    .from(webhookDeliveries)
    .where(
      and(eq(webhookDeliveries.endpointId, endpointId), state && eq(webhookDeliveries.state, state), after),
    )
    .orderBy(...order)
    .limit(limit);
  const { page: found, next } = cut(rows);
  return { deliveries: found.map(toDelivery), ...(next !== undefined && { next }) };
}

/** Sends a message again, with the same `webhook-id`, as if it were new. @throws PlatformError `NotFound` */
export async function resend(db: Database, uid: string, endpointId: string, id: string): Promise<Delivery> {
  await findEndpoint(db, uid, endpointId);
  const [row] = await db
    .update(webhookDeliveries)
    .set({ state: "pending", attempts: 0, nextAt: sql`now()`, deliveredAt: null })
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.endpointId, endpointId)))
    .returning();
  if (!row) throw new PlatformError("NotFound", "There is no such delivery");
  return toDelivery(row);
}

/** A message that says nothing, to try an endpoint. @throws PlatformError `NotFound` */
export async function sendTest(db: Database, uid: string, endpointId: string): Promise<Delivery> {
  const endpoint = await findEndpoint(db, uid, endpointId);
  const event = { id: newId("evt"), type: "webhook.test", data: { webhook: endpointId }, at: new Date() };
  const [row] = await db
    .insert(webhookDeliveries)
    .values(newDeliveries([endpoint], event))
    .returning();
  return toDelivery(row!);
}

/**
 * Takes messages that are due, a few of each endpoint. Each counts as tried, and is due again after a minute unless its
 * outcome is noted before: a sender that dies loses none.
 */
export async function takeDue(db: Database, limit: number): Promise<DueDelivery[]> {
  const { rows } = await db.execute<{
    id: string;
    event_id: string;
    body: string;
    url: string;
    secret: string;
    previous_secret: string | null;
  }>(sql`
    WITH due AS (
      SELECT waiting.id FROM webhook_endpoints AS endpoint CROSS JOIN LATERAL (
        SELECT id, next_at FROM webhook_deliveries
        WHERE endpoint_id = endpoint.id AND state = 'pending' AND next_at <= now()
        ORDER BY next_at LIMIT ${AT_ONCE_PER_ENDPOINT} FOR UPDATE SKIP LOCKED) AS waiting
      WHERE endpoint.enabled
      ORDER BY waiting.next_at LIMIT ${limit})
    UPDATE webhook_deliveries AS delivery
    SET attempts = attempts + 1, attempted_at = now(), next_at = now() + ${SENDING_SECONDS}::int * interval '1 second'
    FROM due, webhook_endpoints AS endpoint
    WHERE delivery.id = due.id AND endpoint.id = delivery.endpoint_id
    RETURNING delivery.id, event_id, body, url, secret,
      CASE WHEN previous_until > now() THEN previous_secret END AS previous_secret`);
  const timestamp = Math.floor(Date.now() / 1000);
  return rows.map(({ id, event_id, body, url, secret, previous_secret: previous }) => ({
    id,
    url,
    body,
    headers: signedHeaders({ id: event_id, body }, previous ? [secret, previous] : [secret], timestamp),
  }));
}

/** Notes how an attempt went: done, again later, or never again. */
export async function noteOutcome(db: Database, id: string, outcome: Outcome): Promise<void> {
  const { state, status = null } = outcome;
  const error = "error" in outcome ? outcome.error?.slice(0, 500) : undefined;
  if (state === "delivered") {
    await db
      .update(webhookDeliveries)
      .set({ state: "delivered", status, error: null, deliveredAt: sql`now()` })
      .where(eq(webhookDeliveries.id, id));
    return;
  }
  const waits = sql`(ARRAY[${sql.join(BACK_OFF_SECONDS, sql`, `)}]::int[])[attempts]`;
  const isOver = sql`(${state === "gone"}::boolean OR ${waits} IS NULL)`;
  const [row] = await db
    .update(webhookDeliveries)
    .set({
      state: sql`CASE WHEN ${isOver} THEN 'dead' ELSE 'pending' END`,
      // Up to a fifth longer, so that what failed together is not tried again together.
      nextAt: sql`now() + coalesce(${waits}, 0) * (1 + random() / 5) * interval '1 second'`,
      status,
      error: error ?? null,
    })
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.state, "pending")))
    .returning({ endpointId: webhookDeliveries.endpointId });
  if (row && state === "gone") {
    await db.update(webhookEndpoints).set({ enabled: false }).where(eq(webhookEndpoints.id, row.endpointId));
  }
}
