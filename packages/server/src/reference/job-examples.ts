import type { OwnProblemCode, Problem } from "../http/failure.ts";
import type { RouteExamples } from "./json-operations.ts";

const self = "https://cut.example.com/api/jobs/job_5f0c2a9be4d71836aa90b2c1";
const job = {
  id: "job_5f0c2a9be4d71836aa90b2c1",
  state: "running",
  counts: { total: 3, waiting: 1, running: 1, completed: 1, failed: 0, canceled: 0 },
  credits: 1,
  recipe: { format: "png", canvas: "2000x2000" },
  metadata: { order: "4711" },
  bytes: 4812345,
  createdAt: "2026-03-15T12:00:00.000Z",
  endedAt: null,
  expiresAt: "2026-03-22T12:00:00.000Z",
  links: { self, items: `${self}/items`, events: `${self}/events`, results: `${self}/results.zip` },
};
const result = `${self}/items/item_81d3c4a0f2b5e6978012cd34/result?expires=1773792000&signature=q3Zr8yKk0nJp1sVx6uWb2aLd9cFt4hGm5eRi7oTy-zA`;
const item = {
  id: "item_81d3c4a0f2b5e6978012cd34",
  name: "shoe.jpg",
  position: 1,
  state: "completed",
  result,
  picture: { format: "png", width: 2000, height: 2000, bytes: 812345 },
};
const failed = {
  id: "item_92e4d5b1a3c6f7089123de45",
  name: "notes.jpg",
  position: 2,
  state: "failed",
  error: { code: "invalid_image", message: "The file is not a valid JPEG, PNG, WebP or BMP image" },
};
const webhook = {
  id: "wh_0a1b2c3d4e5f60718293a4b5",
  url: "https://shop.example.com/hooks/alphacut",
  events: ["job.completed", "job.failed"],
  enabled: true,
  previousSecretUntil: null,
  createdAt: "2026-03-15T12:00:00.000Z",
};
const secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const delivery = {
  id: "dlv_b1c2d3e4f5061728394a5b6c",
  eventId: "evt_c2d3e4f5061728394a5b6c7d",
  type: "job.completed",
  state: "delivered",
  attempts: 1,
  status: 204,
  error: null,
  nextAt: null,
  createdAt: "2026-03-15T12:04:00.000Z",
  deliveredAt: "2026-03-15T12:04:01.000Z",
  body: '{"type":"job.completed","timestamp":"2026-03-15T12:04:00.000Z","data":{"id":"job_5f0c2a9be4d71836aa90b2c1"}}',
};

/** JSON bodies of the routes that take files as well. */
export const newItemsExample = {
  items: [{ url: "https://shop.example.com/photos/shoe.jpg", name: "shoe.jpg" }],
};
export const newJobExample = {
  recipe: { format: "png", canvas: "2000x2000" },
  items: newItemsExample.items,
  metadata: { order: "4711" },
};

const problem = (code: OwnProblemCode, message: string): Problem[] => [{ field: "", message, code }];
const WRONG_STATE = problem(
  "WrongJobState",
  "The job is completed and takes no more items. Create another one.",
);
const NONE_FAILED = problem(
  "WrongJobState",
  "No item of this job has failed whose picture could be tried again",
);
const OTHER_REQUEST = problem(
  "IdempotencyConflict",
  "This Idempotency-Key was used for another request before. Use a new key for a new request.",
);
const TOO_MANY_ITEMS = problem(
  "TooManyItems",
  "A job has at most 5000 items on this plan. Create another job for the rest.",
);
const STORAGE_FULL = problem(
  "StorageFull",
  "There is no room for more files: jobs of this plan have 10 GB together, kept for 7 days. Delete finished jobs, or wait until they expire.",
);
const TOO_MANY_JOBS = problem(
  "TooManyJobs",
  "At most 100 jobs can be unfinished: wait for some, close or cancel them",
);
const TOO_MANY_WEBHOOKS = problem("TooManyWebhooks", "An account has at most 20 webhooks: delete one first");
const NOT_PUBLIC: Problem[] = [
  { field: "url", message: "'url': 10.0.0.1 is not a public web address", code: "AddressNotAllowed" },
];
const WRONG_RECIPE: Problem[] = [
  { field: "format", message: "Invalid format 'gif'. Allowed formats: PNG, JPEG, WEBP, BMP" },
  { field: "colour", message: "There is no field 'colour' in a job's recipe." },
];
const WRONG_FILE: Problem[] = [{ field: "photo", message: "There is no file 'photo': send 'image'." }];
const UPLOAD = ["MalformedBody", "BodyTooLarge", "UnsupportedMediaType", "UploadStalled"] as const;

/** Examples of jobs and webhooks. */
export const jobExamples: Readonly<Record<string, RouteExamples>> = {
  "GET /api/jobs": { answer: { jobs: [job] } },
  "POST /api/jobs": {
    errors: UPLOAD,
    refused: {
      InvalidRecipe: WRONG_RECIPE,
      IdempotencyConflict: OTHER_REQUEST,
      TooManyJobs: TOO_MANY_JOBS,
      TooManyItems: TOO_MANY_ITEMS,
      StorageFull: STORAGE_FULL,
    },
    answer: job,
  },
  "GET /api/jobs/:id": { answer: job },
  "GET /api/jobs/:id/items": { answer: { items: [item, failed], next: "2" } },
  "POST /api/jobs/:id/items": {
    errors: UPLOAD,
    refused: {
      InvalidInput: WRONG_FILE,
      WrongJobState: WRONG_STATE,
      IdempotencyConflict: OTHER_REQUEST,
      TooManyItems: TOO_MANY_ITEMS,
      StorageFull: STORAGE_FULL,
    },
    answer: { items: [{ id: item.id, name: item.name, position: 1, state: "waiting" }] },
  },
  "POST /api/jobs/:id/close": {
    refused: { WrongJobState: problem("WrongJobState", "The job is canceled") },
    answer: job,
  },
  "POST /api/jobs/:id/cancel": { answer: { ...job, state: "canceled" } },
  "POST /api/jobs/:id/retry": { refused: { WrongJobState: NONE_FAILED }, answer: job },
  "GET /api/webhooks": { answer: { webhooks: [webhook] } },
  "POST /api/webhooks": {
    refused: { AddressNotAllowed: NOT_PUBLIC, TooManyWebhooks: TOO_MANY_WEBHOOKS },
    body: { url: webhook.url, events: webhook.events },
    answer: { ...webhook, secret },
  },
  "PATCH /api/webhooks/:id": {
    refused: { AddressNotAllowed: NOT_PUBLIC },
    body: { rotateSecret: true },
    answer: { ...webhook, previousSecretUntil: "2026-03-16T12:00:00.000Z", secret },
  },
  "POST /api/webhooks/:id/test": {
    answer: {
      ...delivery,
      type: "webhook.test",
      state: "pending",
      attempts: 0,
      status: null,
      nextAt: delivery.createdAt,
      deliveredAt: null,
    },
  },
  "GET /api/webhooks/:id/deliveries": { answer: { deliveries: [delivery] } },
  "POST /api/webhooks/:id/deliveries/:delivery/resend": {
    answer: { ...delivery, state: "pending", attempts: 0, nextAt: delivery.createdAt, deliveredAt: null },
  },
};
