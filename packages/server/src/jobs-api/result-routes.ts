import { type AccountCaller, PlatformError, resultKey, text } from "@alphacut/platform";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { type JsonRoute, jsonRoute } from "../http/json-routes.ts";
import { jobId } from "./job-routes.ts";
import { progressOf } from "./progress.ts";
import { contentTypeOf, fileNameOf, zipOfResults } from "./results.ts";
import type { JobApiServices } from "./services.ts";

/**
 * What is read as a stream.
 *
 * @param stopping ends streams that would go on
 */
export function streamRoutes(services: JobApiServices, stopping: AbortSignal): JsonRoute<AccountCaller>[] {
  const { jobs, publicUrl } = services;
  return [
    jsonRoute({
      method: "GET",
      path: "/api/jobs/:id/events",
      summary: "A job's progress as server-sent events: `job` whenever it has changed, until it has ended",
      params: jobId,
      streams: "text/event-stream",
      async handle({ principal, params, reply }) {
        const { id } = await jobs.jobs.find(principal.uid, params.id);
        reply.type("text/event-stream").header("x-accel-buffering", "no");
        const signal = AbortSignal.any([stopping, closed(reply)]);
        return progressOf({ uid: principal.uid, id }, jobs.jobs, publicUrl, signal);
      },
    }),
    jsonRoute({
      method: "GET",
      path: "/api/jobs/:id/results.zip",
      summary: "All results so far as a ZIP, in order, while it is made",
      params: jobId,
      streams: "application/zip",
      async handle({ principal, params, reply }) {
        const { id } = await jobs.jobs.find(principal.uid, params.id);
        reply.type("application/zip").header("content-disposition", `attachment; filename="${id}.zip"`);
        return zipOfResults({ uid: principal.uid, id }, jobs, closed(reply));
      },
    }),
  ];
}

const RESULT = "/api/jobs/:id/items/:item/result";

/** The principal is whose jobs they are; undefined: whoever has the signed address. */
export function resultRoute({
  jobs,
  links,
}: Pick<JobApiServices, "jobs" | "links">): JsonRoute<AccountCaller | undefined> {
  return jsonRoute({
    method: "GET",
    path: RESULT,
    summary: "One result: by its signed address, or with a key",
    params: jobId.extend({ item: text(100) }),
    query: z.object({
      expires: text(20).optional(),
      signature: text(100).optional().describe("In the addresses that the API gives"),
      download: text(20).optional().describe("Anything: browsers save it instead of showing it"),
    }),
    async handle({ principal, params, query, reply }) {
      if (principal) await jobs.jobs.find(principal.uid, params.id);
      else if (!links.isValid(params.id, params.item, query)) {
        throw new PlatformError(
          "NotFound",
          "This address has expired or is not right: ask for the item again",
        );
      }
      const item = await jobs.jobs.findResult(params.id, params.item);
      const stream = await jobs.files.get(resultKey(item));
      const name = encodeURIComponent(fileNameOf(item).split(/[/\\]/).at(-1) ?? "");
      const kind = query.download === undefined ? "inline" : "attachment";
      reply
        .type(contentTypeOf(item))
        .header("content-length", item.result?.bytes ?? 0)
        .header("content-disposition", `${kind}; filename*=UTF-8''${name}`)
        .header("cache-control", "private, max-age=3600");
      return stream;
    },
  });
}

/** Fires when nobody reads the answer any more. */
function closed(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once("close", () => controller.abort(new Error("The client closed the connection")));
  return controller.signal;
}
