import { type Job, type JobItem, jobEvents, text } from "@alphacut/platform";
import { z } from "zod";
import type { Links } from "./links.ts";

const timestamp = z.iso.datetime().describe("ISO 8601");
const failure = z.object({ code: z.string(), message: z.string() });

const jobStates = ["open", "running", "completed", "canceled"] as const;
export const itemStates = ["waiting", "running", "completed", "failed", "canceled"] as const;

export const jobShown = z
  .object({
    id: z.string(),
    state: z
      .enum(jobStates)
      .describe("`open`: takes more items; `completed`: every item has ended, failed ones too"),
    counts: z.object({
      total: z.int(),
      waiting: z.int(),
      running: z.int(),
      completed: z.int(),
      failed: z.int(),
      canceled: z.int(),
    }),
    credits: z.int().describe("Charged so far: one for each completed item"),
    recipe: z.record(z.string(), z.string()),
    metadata: z.record(z.string(), z.string()),
    bytes: z.int().describe("Of the files that are kept now"),
    createdAt: timestamp,
    endedAt: timestamp.nullable(),
    expiresAt: timestamp.describe("When the job and its files are deleted"),
    links: z.object({ self: z.url(), items: z.url(), events: z.url(), results: z.url() }),
    webhook: z
      .object({ id: z.string(), secret: z.string().describe("Shown this once") })
      .optional()
      .describe("In the answer to a request that asked for one"),
  })
  .meta({ id: "Job" });

export const itemShown = z
  .object({
    id: z.string(),
    name: z.string(),
    position: z.int().describe("From 1, in the order given"),
    state: z.enum(itemStates),
    error: failure.optional(),
    result: z.url().optional().describe("Where the picture is, without a key, for a day at least"),
    picture: z.object({ format: z.string(), width: z.int(), height: z.int(), bytes: z.int() }).optional(),
  })
  .meta({ id: "JobItem" });

/** As it is answered; dates become ISO 8601 when it is sent. */
type Dates = "createdAt" | "endedAt" | "expiresAt";
type ShownJob = Omit<z.input<typeof jobShown>, Dates> & Pick<Job, Dates>;
type ShownItem = z.input<typeof itemShown>;

export function showJob(job: Job, publicUrl: string): ShownJob {
  const { id, state, counts, recipe, metadata, bytes, createdAt, endedAt, expiresAt } = job;
  const self = `${publicUrl}/api/jobs/${id}`;
  const links = { self, items: `${self}/items`, events: `${self}/events`, results: `${self}/results.zip` };
  const credits = counts.completed;
  return { id, state, counts, credits, recipe, metadata, bytes, createdAt, endedAt, expiresAt, links };
}

export function showItem(item: JobItem, links: Links): ShownItem {
  const { id, jobId, name, position, state, error, result } = item;
  return {
    id,
    name,
    position,
    state,
    ...(error && { error }),
    ...(result && { result: links.of(jobId, id), picture: result }),
  };
}

/** Values as forms have them: `true` and `5` stand for their text. */
const fieldValue = z.union([z.string().max(4096), z.number(), z.boolean()]).transform(String);

const recipeFields = z
  .record(z.string().max(60), fieldValue)
  .refine((fields) => Object.keys(fields).length <= 64, "At most 64 fields");

const metadata = z
  .record(text(60).min(1), text(500))
  .refine((entries) => Object.keys(entries).length <= 20, "At most 20 entries")
  .describe('Your own notes, as in { "order": "4711" }: 20 texts of at most 500 characters');

const itemByAddress = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(4096),
  name: text(255).optional().describe("The last part of the address when absent"),
});

export const eventNames = z.array(z.enum(jobEvents)).min(1);

const jobWebhook = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2048),
  secret: z.string().optional().describe("`whsec_` and 24 to 64 bytes in base64; made when absent"),
  events: eventNames.optional(),
});

export const newItems = z
  .strictObject({ items: z.array(itemByAddress).min(1).max(10_000) })
  .meta({ id: "JobItemsRequest" });

export const newJob = z
  .strictObject({
    recipe: recipeFields.default({}).describe("The fields of `POST /rmbg`, the same for every picture"),
    items: z.array(itemByAddress).max(10_000).default([]),
    open: z
      .boolean()
      .default(false)
      .describe("Takes more items until `close`; a job that begins without items is open anyway"),
    webhook: jobWebhook.optional().describe("Told of this job alone"),
    metadata: metadata.default({}),
  })
  .meta({ id: "JobRequest" });

export type JobRequest = z.output<typeof newJob>;
