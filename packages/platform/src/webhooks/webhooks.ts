import { eq } from "drizzle-orm";
import type { JobEvent } from "../jobs/events.ts";
import type { Database } from "../storage/database.ts";
import type { Page } from "../storage/newest-first.ts";
import { webhookDeliveries } from "../storage/schema/index.ts";
import { withStorageErrors } from "../storage/unavailable.ts";
import {
  type Delivery,
  type DeliveryState,
  type DueDelivery,
  listDeliveries,
  noteOutcome,
  type Outcome,
  resend,
  sendTest,
  takeDue,
} from "./deliveries.ts";
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  type Endpoint,
  type EndpointChange,
  listEndpoints,
  type NewEndpoint,
  rotateSecret,
} from "./endpoints.ts";

/** An account's webhooks. What is not the account's is `NotFound`. All methods throw `StorageUnavailable`. */
export interface Webhooks {
  list(uid: string): Promise<Endpoint[]>;
  /** @throws JobError `TooManyWebhooks` */
  create(
    uid: string,
    endpoint: {
      url: string;
      events?: readonly JobEvent[] | undefined;
      secret?: string | undefined;
      jobId?: string;
    },
  ): Promise<NewEndpoint>;
  change(uid: string, id: string, change: EndpointChange): Promise<Endpoint>;
  /** A new secret; the one before it signs as well for a day. */
  rotateSecret(uid: string, id: string): Promise<NewEndpoint>;
  delete(uid: string, id: string): Promise<void>;
  /** A message that says nothing, to try an endpoint. */
  sendTest(uid: string, id: string): Promise<Delivery>;
  /** Newest first. @throws PlatformError `InvalidInput` (cursor) */
  deliveries(
    uid: string,
    id: string,
    page: Page & { state?: DeliveryState | undefined },
  ): Promise<{ deliveries: Delivery[]; next?: string }>;
  /** Sends a message again, with the same id. */
  resend(uid: string, id: string, deliveryId: string): Promise<Delivery>;
  /** Takes up to `limit` messages that are due; one whose outcome is not noted within a minute is due again. */
  takeDue(limit: number): Promise<DueDelivery[]>;
  noteOutcome(deliveryId: string, outcome: Outcome): Promise<void>;
  /** Messages of all accounts that are still to be sent. */
  countPending(): Promise<number>;
}

export function createWebhooks(db: Database): Webhooks {
  return withStorageErrors<Webhooks>({
    list: (uid) => listEndpoints(db, uid),
    create: (uid, endpoint) => createEndpoint(db, uid, endpoint),
    change: (uid, id, change) => changeEndpoint(db, uid, id, change),
    rotateSecret: (uid, id) => rotateSecret(db, uid, id),
    delete: (uid, id) => deleteEndpoint(db, uid, id),
    sendTest: (uid, id) => sendTest(db, uid, id),
    deliveries: (uid, id, page) => listDeliveries(db, uid, id, page),
    resend: (uid, id, deliveryId) => resend(db, uid, id, deliveryId),
    takeDue: (limit) => takeDue(db, limit),
    noteOutcome: (id, outcome) => noteOutcome(db, id, outcome),
    countPending: () => db.$count(webhookDeliveries, eq(webhookDeliveries.state, "pending")),
  });
}
