import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from "zod-openapi";
import { jobRecipeFields } from "../dialects/rembg-com/job-recipe.ts";
import type { FailureCode } from "../http/failure.ts";
import { jobRoutes } from "../jobs-api/job-routes.ts";
import { resultRoute, streamRoutes } from "../jobs-api/result-routes.ts";
import type { JobApiServices } from "../jobs-api/services.ts";
import { uploadRoutes } from "../jobs-api/upload-routes.ts";
import { webhookRoutes } from "../jobs-api/webhook-routes.ts";
import { newItems, newJob } from "../jobs-api/wire.ts";
import { jobExamples, newItemsExample, newJobExample } from "./job-examples.ts";
import { jsonPaths } from "./json-operations.ts";
import { binary, uploadedFile } from "./wire.ts";

const ERRORS: readonly FailureCode[] = [
  "BothCredentials",
  "InvalidCredentials",
  "EmailNotVerified",
  "AccountSuspended",
  "KeyNotAllowed",
  "RateLimited",
  "ForeignOrigin",
];

const image = uploadedFile("A picture of at most 50 MB; as many as you like, after all other fields");

const jobForm = jobRecipeFields
  .extend({
    open: z.enum(["true", "false"]).optional().describe("`true`: takes more pictures until it is closed"),
    metadata: z.string().optional().describe("Your own notes, as a JSON object of texts"),
    webhook_url: z.string().optional().describe("Told of this job alone"),
    webhook_secret: z.string().optional(),
    background_image: uploadedFile("The picture behind all of them; before the first `image`").optional(),
    image,
  })
  .meta({ id: "JobForm" });

const idempotencyKey = z.object({
  "Idempotency-Key": z
    .string()
    .optional()
    .describe(
      "Your name for this request: sent again with the same one, it does nothing twice and goes on where it was cut",
    ),
});

/** Jobs and their webhooks. */
export function jobPaths(): ZodOpenApiPathsObject {
  // Only what describes the routes is read; no handler runs.
  const services = { jobs: {}, timeouts: {} } as JobApiServices;
  const routes = [
    ...jobRoutes(services),
    ...uploadRoutes(services),
    ...streamRoutes(services, new AbortController().signal),
    ...webhookRoutes(services),
  ];
  const security = [{ apiKey: [] }, { userToken: [] }, { session: [] }];
  const group = { tag: "jobs", errors: ERRORS, examples: jobExamples };
  const paths = {
    ...jsonPaths(routes, { ...group, security }),
    ...jsonPaths([resultRoute(services)], { ...group, security: [...security, {}] }),
  } as Record<string, Record<string, ZodOpenApiOperationObject>>;
  const operation = (method: string, path: string) => paths[path]![method]!;
  const create = operation("post", "/api/jobs");
  create.requestBody = {
    required: true,
    content: {
      "application/json": { schema: newJob, example: newJobExample },
      "multipart/form-data": { schema: jobForm },
    },
  };
  const add = operation("post", "/api/jobs/{id}/items");
  add.requestBody = {
    required: true,
    content: {
      "application/json": { schema: newItems, example: newItemsExample },
      "multipart/form-data": { schema: z.object({ image }) },
      "application/zip": { schema: binary },
    },
  };
  for (const upload of [create, add]) {
    upload.requestParams = { ...upload.requestParams, header: idempotencyKey };
  }
  const pictures = ["image/webp", "image/png", "image/jpeg", "image/bmp"].map((type) => [
    type,
    { schema: binary },
  ]);
  operation("get", "/api/jobs/{id}/items/{item}/result").responses["200"] = {
    description: "The picture",
    content: Object.fromEntries(pictures),
  };
  return paths;
}
