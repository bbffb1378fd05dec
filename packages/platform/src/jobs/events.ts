import { and, arrayContains, eq, isNull, or } from "drizzle-orm";
import type { Database } from "../storage/database.ts";
import { webhookDeliveries, webhookEndpoints } from "../storage/schema/index.ts";
import { type ItemRow, type JobRow, newId, toItem, toJob } from "./job.ts";

/** What webhooks can be told. */
export const jobEvents = ["job.completed", "job.failed", "item.completed", "item.failed"] as const;
export type JobEvent = (typeof jobEvents)[number];

type Transaction = Pick<Database, "select" | "insert">;

/**
 * Writes a message for every endpoint that wants to know, in the transaction of what happened: it is sent if and only if
 * that is kept.
 */
export async function tellOfItem(tx: Transaction, job: JobRow, row: ItemRow): Promise<void> {
  const { id, position, name, error, result } = toItem(row);
  const type = row.state === "completed" ? "item.completed" : "item.failed";
  const item = { id, position, name, state: row.state, ...(error && { error }), ...(result && { result }) };
  await tell(tx, job, type, { job: job.id, metadata: job.metadata, item });
}

/** A job in which not one picture came to anything has failed. */
export async function tellOfJob(tx: Transaction, job: JobRow): Promise<void> {
  const { id, state, counts, metadata, createdAt, expiresAt } = toJob(job);
  const type = counts.completed === 0 && counts.failed > 0 ? "job.failed" : "job.completed";
  await tell(tx, job, type, { id, state, counts, metadata, createdAt, expiresAt });
}

async function tell(tx: Transaction, job: JobRow, type: JobEvent, data: object): Promise<void> {
  const endpoints = await tx
    .select({ id: webhookEndpoints.id })
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.uid, job.uid),
        webhookEndpoints.enabled,
        or(isNull(webhookEndpoints.jobId), eq(webhookEndpoints.jobId, job.id)),
        arrayContains(webhookEndpoints.events, [type]),
      ),
    );
  if (endpoints.length === 0) return;
  await tx
    .insert(webhookDeliveries)
    .values(newDeliveries(endpoints, { id: newId("evt"), type, data, at: new Date() }));
}

/** One message in the words of Standard Webhooks, to several endpoints. */
export function newDeliveries(
  endpoints: readonly { id: string }[],
  { id, type, data, at }: { id: string; type: string; data: object; at: Date },
): (typeof webhookDeliveries.$inferInsert)[] {
  const body = JSON.stringify({ type, timestamp: at.toISOString(), data });
  return endpoints.map((endpoint) => ({
    id: newId("dlv"),
    endpointId: endpoint.id,
    eventId: id,
    type,
    body,
    nextAt: at,
    createdAt: at,
  }));
}
