import { type AccountCaller, text } from "@alphacut/platform";
import { z } from "zod";
import { type JsonRoute, jsonRoute } from "../http/json-routes.ts";
import type { JobApiServices } from "./services.ts";
import { itemShown, itemStates, jobShown, showItem, showJob } from "./wire.ts";

export const jobId = z.object({ id: text(100) });

const limit = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);
const cursor = text(100).optional().describe("`next` of the page before");

/** What is asked of a job in JSON. The principal is whose jobs they are. */
export function jobRoutes({
  jobs: { jobs },
  links,
  publicUrl,
  wake,
}: JobApiServices): JsonRoute<AccountCaller>[] {
  const shown = (job: Parameters<typeof showJob>[0]) => showJob(job, publicUrl);
  return [
    jsonRoute({
      method: "GET",
      path: "/api/jobs",
      summary: "The account's jobs, newest first",
      query: z.object({ cursor, limit: limit(100, 20) }),
      answer: z.object({ jobs: z.array(jobShown), next: z.string().optional() }),
      async handle({ principal, query }) {
        const page = await jobs.list(principal.uid, query);
        return { ...page, jobs: page.jobs.map(shown) };
      },
    }),
    jsonRoute({
      method: "GET",
      path: "/api/jobs/:id",
      summary: "How far a job is",
      params: jobId,
      answer: jobShown,
      handle: async ({ principal, params }) => shown(await jobs.find(principal.uid, params.id)),
    }),
    jsonRoute({
      method: "GET",
      path: "/api/jobs/:id/items",
      summary: "A job's items, in the order given, with the addresses of their results",
      params: jobId,
      query: z.object({ cursor, limit: limit(1000, 100), state: z.enum(itemStates).optional() }),
      answer: z.object({ items: z.array(itemShown), next: z.string().optional() }),
      async handle({ principal, params, query }) {
        const page = await jobs.items(principal.uid, params.id, query);
        return { ...page, items: page.items.map((item) => showItem(item, links)) };
      },
    }),
    jsonRoute({
      method: "POST",
      path: "/api/jobs/:id/close",
      summary: "Take no more items: the job ends when all have",
      params: jobId,
      answer: jobShown,
      async handle({ principal, params }) {
        const job = await jobs.close(principal.uid, params.id);
        wake();
        return shown(job);
      },
    }),
    jsonRoute({
      method: "POST",
      path: "/api/jobs/:id/cancel",
      summary: "Stop: what waits is not done any more, what is in work is finished",
      params: jobId,
      answer: jobShown,
      handle: async ({ principal, params }) => shown(await jobs.cancel(principal.uid, params.id)),
    }),
    jsonRoute({
      method: "POST",
      path: "/api/jobs/:id/retry",
      summary: "Do failed and canceled items again",
      params: jobId,
      answer: jobShown,
      async handle({ principal, params }) {
        const job = await jobs.retry(principal.uid, params.id);
        wake();
        return shown(job);
      },
    }),
    jsonRoute({
      method: "DELETE",
      path: "/api/jobs/:id",
      summary: "Delete a job with all its files, at once",
      params: jobId,
      status: 204,
      async handle({ principal, params }) {
        await jobs.delete(principal.uid, params.id);
        wake();
      },
    }),
  ];
}
