import { and, asc, count, eq, isNull } from "drizzle-orm";
import { PlatformError } from "../errors.ts";
import { type JobEvent, jobEvents } from "../jobs/events.ts";
import { newId } from "../jobs/job.ts";
import { JobError } from "../jobs/job-error.ts";
import type { Database } from "../storage/database.ts";
import { webhookEndpoints } from "../storage/schema/index.ts";
import { newSecret } from "./signature.ts";

/** An address that is told of what happens. */
export interface Endpoint {
  id: string;
  url: string;
  events: JobEvent[];
  enabled: boolean;
  /** Until when the secret before this one signs as well. */
  previousSecretUntil: Date | null;
  createdAt: Date;
}

/** With the secret, which is shown only now. */
export interface NewEndpoint extends Endpoint {
  secret: string;
}

export interface EndpointChange {
  url?: string | undefined;
  events?: readonly JobEvent[] | undefined;
  enabled?: boolean | undefined;
}

/** Of an account, those of single jobs not counted. */
const MOST_ENDPOINTS = 20;
/** How long receivers have to change over to a new secret. */
const OVERLAP_MS = 24 * 3_600_000;

type Row = typeof webhookEndpoints.$inferSelect;

const ofAccount = (uid: string) => and(eq(webhookEndpoints.uid, uid), isNull(webhookEndpoints.jobId));

function toEndpoint(row: Row): Endpoint {
  const { id, url, enabled, createdAt, previousUntil } = row;
  const isOver = previousUntil === null || previousUntil.getTime() <= Date.now();
  const events = row.events as JobEvent[];
  return { id, url, events, enabled, createdAt, previousSecretUntil: isOver ? null : previousUntil };
}

export async function listEndpoints(db: Database, uid: string): Promise<Endpoint[]> {
  const rows = await db
    .select()
    .from(webhookEndpoints)
    .where(ofAccount(uid))
    .orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id));
  return rows.map(toEndpoint);
}

/** @throws PlatformError `NotFound` */
export async function findEndpoint(db: Database, uid: string, id: string): Promise<Row> {
  const [row] = await db
    .select()
    .from(webhookEndpoints)
    .where(and(ofAccount(uid), eq(webhookEndpoints.id, id)));
  if (!row) throw noSuchEndpoint();
  return row;
}

function noSuchEndpoint(): PlatformError {
  return new PlatformError("NotFound", "There is no such webhook");
}

/** @throws JobError `TooManyWebhooks` */
export async function createEndpoint(
  db: Database,
  uid: string,
  given: {
    url: string;
    events?: readonly JobEvent[] | undefined;
    secret?: string | undefined;
    jobId?: string;
  },
): Promise<NewEndpoint> {
  const { url, events = jobEvents, secret = newSecret(), jobId } = given;
  const [has] = await db.select({ endpoints: count() }).from(webhookEndpoints).where(ofAccount(uid));
  if (jobId === undefined && has && has.endpoints >= MOST_ENDPOINTS) {
    throw new JobError(
      "TooManyWebhooks",
      `An account has at most ${MOST_ENDPOINTS} webhooks: delete one first`,
    );
  }
  const [row] = await db
    .insert(webhookEndpoints)
    .values({ id: newId("wh"), uid, jobId, url, events: [...events], secret, createdAt: new Date() })
    .returning();
  return { ...toEndpoint(row!), secret };
}

/** @throws PlatformError `NotFound` */
export async function changeEndpoint(
  db: Database,
  uid: string,
  id: string,
  { url, events, enabled }: EndpointChange,
): Promise<Endpoint> {
  const row = await findEndpoint(db, uid, id);
  const change = {
    url: url ?? row.url,
    events: events ? [...events] : row.events,
    enabled: enabled ?? row.enabled,
  };
  const [changed] = await db
    .update(webhookEndpoints)
    .set(change)
    .where(and(ofAccount(uid), eq(webhookEndpoints.id, id)))
    .returning();
  if (!changed) throw noSuchEndpoint();
  return toEndpoint(changed);
}

/** A new secret; the one before it signs as well for a day. @throws PlatformError `NotFound` */
export async function rotateSecret(db: Database, uid: string, id: string): Promise<NewEndpoint> {
  const secret = newSecret();
  const [row] = await db
    .update(webhookEndpoints)
    .set({
      secret,
      previousSecret: webhookEndpoints.secret,
      previousUntil: new Date(Date.now() + OVERLAP_MS),
    })
    .where(and(ofAccount(uid), eq(webhookEndpoints.id, id)))
    .returning();
  if (!row) throw noSuchEndpoint();
  return { ...toEndpoint(row), secret };
}

/** @throws PlatformError `NotFound` */
export async function deleteEndpoint(db: Database, uid: string, id: string): Promise<void> {
  const deleted = await db
    .delete(webhookEndpoints)
    .where(and(ofAccount(uid), eq(webhookEndpoints.id, id)))
    .returning({ id: webhookEndpoints.id });
  if (deleted.length === 0) throw noSuchEndpoint();
}
