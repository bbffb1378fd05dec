import type { AccountCaller, JobItem } from "@alphacut/platform";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { InvalidRequest, RequestError } from "../http/failure.ts";
import { type JsonRoute, jsonRoute, toProblem } from "../http/json-routes.ts";
import { requestSignal } from "../http/request-life.ts";
import { addAddresses } from "./add-addresses.ts";
import { createFromForm, createFromJson } from "./create-job.ts";
import { idempotencyKey } from "./idempotency.ts";
import { Intake } from "./intake.ts";
import { jobId } from "./job-routes.ts";
import { readLongForm } from "./read-form.ts";
import { readZip } from "./read-zip.ts";
import type { JobApiServices } from "./services.ts";
import { itemShown, jobShown, newItems, showItem, showJob } from "./wire.ts";

const ZIP_TYPES = ["application/zip", "application/x-zip-compressed"];
/** What comes in is waited for by its own limit. */
const ANSWER_MS = 120_000;

/** What is read while it arrives, by the routes themselves. */
export const streamedTypes = ["multipart/form-data", ...ZIP_TYPES];

/** Where pictures come in. */
export function uploadRoutes(services: JobApiServices): JsonRoute<AccountCaller>[] {
  const { publicUrl, timeouts, links } = services;
  const deadlines = { uploadMs: timeouts.uploadMs, cutoutMs: ANSWER_MS };
  return [
    jsonRoute({
      method: "POST",
      path: "/api/jobs",
      summary: "Hand over many pictures: a form with files, or JSON with addresses",
      status: 201,
      answer: jobShown,
      async handle({ principal, request, reply }) {
        const type = typeOf(request);
        const isForm = type === "multipart/form-data";
        if (!isForm) requireJson(type, "multipart/form-data or application/json");
        const { job, isNew, webhook } = isForm
          ? await createFromForm(request, principal, services, requestSignal(reply, deadlines))
          : await createFromJson(request.body, request, principal, services);
        if (!isNew) reply.header("idempotent-replayed", "true");
        return { ...showJob(job, publicUrl), ...(webhook && { webhook }) };
      },
    }),
    jsonRoute({
      method: "POST",
      path: "/api/jobs/:id/items",
      summary: "Add pictures to an open job: a form with files, a ZIP, or JSON with addresses",
      params: jobId,
      status: 201,
      answer: z.object({
        items: z.array(itemShown).describe("In the order given"),
        skipped: z.array(z.string()).optional().describe("What in the ZIP is no picture by its name"),
      }),
      async handle({ principal: caller, params: job, request, reply }) {
        const type = typeOf(request);
        const requestKey = idempotencyKey(request);
        const asking = { caller, job, requestKey };
        const shown = (items: readonly JobItem[]) => items.map((item) => showItem(item, links));
        if (type !== "multipart/form-data" && !ZIP_TYPES.includes(type)) {
          requireJson(type, "multipart/form-data, application/zip or application/json");
          const parsed = newItems.safeParse(request.body);
          if (!parsed.success) throw new InvalidRequest(parsed.error.issues.map(toProblem));
          return { items: shown(await addAddresses(parsed.data.items, asking, services)) };
        }
        const signal = requestSignal(reply, deadlines);
        const intake = await Intake.open(services, { ...asking, signal });
        const limits = { signal, idleTimeoutMs: timeouts.uploadIdleMs };
        const ready = () => intake.roomForOneMore();
        if (type !== "multipart/form-data") {
          const reader = { file: intake.take.bind(intake), ready };
          const { skipped } = await readZip(request.raw, reader, limits);
          return { items: shown(await intake.done()), skipped };
        }
        await readLongForm(
          request.raw,
          {
            field: (name) => {
              throw badField(
                name,
                `There is no field '${name}' here: a job's recipe is set when it is made.`,
              );
            },
            file(field, name, stream) {
              if (field !== "image") throw badField(field, `There is no file '${field}': send 'image'.`);
              intake.take(name, stream);
            },
            ready,
          },
          limits,
        );
        return { items: shown(await intake.done()) };
      },
    }),
  ];
}

function typeOf(request: FastifyRequest): string {
  const [type = ""] = (request.headers["content-type"] ?? "").toLowerCase().split(";", 1);
  return type.trim();
}

function requireJson(type: string, takes: string): void {
  if (type !== "application/json") throw new RequestError("UnsupportedMediaType", `Send ${takes}`);
}

function badField(field: string, message: string): InvalidRequest {
  return new InvalidRequest([{ field, message }]);
}
