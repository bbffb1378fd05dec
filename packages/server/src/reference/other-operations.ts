import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { membershipQuery } from "../dialects/rembg-com/membership-wire.ts";
import type { Problem } from "../http/failure.ts";
import { billingCycles, membershipUsage } from "../schemas/membership-usage.ts";
import { rembgErrors } from "./cutout-operations.ts";
import { errorAnswers } from "./error-answers.ts";
import { membershipExamples } from "./json-examples.ts";

/** `GET /api/membership-usage` */
export function membershipPaths(): ZodOpenApiPathsObject {
  const invalid = Object.fromEntries(
    Object.entries({
      NotInteger: { month: "March" },
      TooSmall: { month: "0" },
      TooLarge: { month: "13" },
      PeriodWithMonth: { periodStartUnix: "1774268612", year: "2026" },
      SeveralMistakes: { year: "0", month: "13" },
    }).map(([name, query]) => [name, problemsOf(query)]),
  );
  return {
    "/api/membership-usage": {
      get: {
        operationId: "membershipUsage",
        tags: ["rembg.com"],
        summary: "Plan, credits and usage",
        description:
          "By UTC calendar month, by one billing window, or (with `listBillingCycles`) the list of all billing windows. Needs an API key; a user token is not enough.",
        security: [{ apiKey: [] }],
        requestParams: { query: z.object(membershipQuery.shape) },
        responses: {
          200: {
            description: "Usage, or the list of billing windows",
            content: {
              "application/json": {
                schema: oneOf([membershipUsage, billingCycles]),
                examples: {
                  usage: { summary: "expand=billing_cycle", value: membershipExamples.usage },
                  windows: { summary: "listBillingCycles=1", value: membershipExamples.windows },
                },
              },
            },
          },
          ...errorAnswers(rembgErrors, {
            codes: [
              "BothCredentials",
              "InvalidCredentials",
              "EmailNotVerified",
              "AccountSuspended",
              "RateLimited",
              "StorageUnavailable",
              "Stopping",
              "Internal",
            ],
            invalid,
          }),
        },
      },
    },
  };
}

/** Of these schemas exactly one fits, which generated clients tell apart by what each requires. */
function oneOf(schemas: [z.ZodObject, z.ZodObject]): z.ZodType {
  return z.union(schemas.map((schema) => schema.strict())).meta({
    override: ({ jsonSchema }: { jsonSchema: Record<string, unknown> }) => {
      jsonSchema.oneOf = jsonSchema.anyOf;
      delete jsonSchema.anyOf;
    },
  });
}

function problemsOf(query: object): Problem[] {
  const issues = membershipQuery.safeParse(query).error?.issues ?? [];
  return issues.map(({ path, message }) => ({ field: String(path[0]), message }));
}

/** `POST /api/stripe/webhook` */
export function webhookPaths(): ZodOpenApiPathsObject {
  return {
    "/api/stripe/webhook": {
      post: {
        operationId: "stripeWebhook",
        tags: ["billing"],
        summary: "Events from Stripe",
        description:
          "Only Stripe calls this. The signature is checked over the body as it was sent; an event that comes twice changes nothing.",
        security: [{}],
        requestParams: { header: z.object({ "stripe-signature": z.string() }) },
        requestBody: {
          required: true,
          content: { "application/json": { schema: z.looseObject({ id: z.string(), type: z.string() }) } },
        },
        responses: {
          200: {
            description: "Taken in",
            content: { "application/json": { schema: z.object({ received: z.string() }) } },
          },
          ...errorAnswers(rembgErrors, {
            codes: [
              "InvalidSignature",
              "BillingOff",
              "BodyTooLarge",
              "StorageUnavailable",
              "Stopping",
              "Internal",
            ],
          }),
        },
      },
    },
  };
}

const readiness = z
  .object({
    status: z.enum(["ready", "not ready"]),
    checks: z.record(z.string(), z.string()).describe("What was looked at: `model`, `database`, `redis`"),
  })
  .meta({ id: "Readiness" });

/** Health, metrics, and this document itself. */
export function operationPaths(): ZodOpenApiPathsObject {
  const json = (schema: z.ZodType, example: unknown) => ({ "application/json": { schema, example } });
  return {
    "/healthz": {
      get: {
        operationId: "health",
        tags: ["operation"],
        summary: "Whether the process answers",
        security: [{}],
        responses: {
          200: {
            description: "It does",
            content: json(z.object({ status: z.literal("ok") }), { status: "ok" }),
          },
        },
      },
    },
    "/readyz": {
      get: {
        operationId: "readiness",
        tags: ["operation"],
        summary: "Whether the server can work",
        security: [{}],
        responses: {
          200: {
            description: "It can",
            content: json(readiness, { status: "ready", checks: { model: "ok", database: "ok" } }),
          },
          503: {
            description: "Something is missing",
            content: json(readiness, { status: "not ready", checks: { model: "not ready", database: "ok" } }),
          },
        },
      },
    },
    "/metrics": {
      get: {
        operationId: "metrics",
        tags: ["operation"],
        summary: "Numbers for Prometheus",
        security: [{}],
        responses: { 200: { description: "The page", content: { "text/plain": { schema: z.string() } } } },
      },
    },
    "/api/openapi": {
      get: {
        operationId: "openapi",
        tags: ["operation"],
        summary: "This document",
        security: [{}],
        responses: {
          200: { description: "OpenAPI 3.1", content: { "application/json": { schema: z.looseObject({}) } } },
        },
      },
    },
  };
}
