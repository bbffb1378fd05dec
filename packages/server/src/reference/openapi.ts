import { createRequire } from "node:module";
import { textPattern } from "@alphacut/platform";
import { createDocument } from "zod-openapi";
import { publicRoutes, type SiteSettings } from "../account-api/public-routes.ts";
import { type AccountServices, accountRoutes } from "../account-api/routes.ts";
import { adminRoutes } from "../admin-api/routes.ts";
import type { AdminServices } from "../admin-api/services.ts";
import { fapihubPaths, rembgComPaths } from "./cutout-operations.ts";
import { editorPaths } from "./editor-operations.ts";
import { jobPaths } from "./job-operations.ts";
import { accountExamples, adminExamples, publicExamples } from "./json-examples.ts";
import { jsonPaths } from "./json-operations.ts";
import { membershipPaths, operationPaths, webhookPaths } from "./other-operations.ts";
import { rembgServerPaths } from "./rembg-server-operations.ts";
import { removeBgPaths } from "./remove-bg-operations.ts";
import { addCodeSamples } from "./samples/add-samples.ts";
import { signInPaths } from "./sign-in-operations.ts";

export type OpenApiDocument = ReturnType<typeof createDocument>;

export interface ApiDescription {
  /** What the operator calls the product; ours by default. */
  siteName?: string;
  /** Where people reach the server; without a last slash. */
  publicUrl: string;
  /** Models that callers may name. */
  models: readonly string[];
}

const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };

const DESCRIPTION = `Background removal on a server of your own, in the words of APIs that programs already speak.

Every error answer shows its exact body. An address that does not exist answers 404, another method 405, in the shape of the API that the address belongs to. Everything costs nothing but a picture that arrives: that is one credit.`;

/** The whole HTTP interface as OpenAPI 3.1, made from the schemas that validate requests and the tables that word errors. */
export function describeApi({ siteName = "Alphacut", publicUrl, models }: ApiDescription): OpenApiDocument {
  // Only what describes the routes is read; no handler runs.
  const account = accountRoutes({ publicUrl } as AccountServices);
  const admin = adminRoutes({} as AdminServices);
  const open = publicRoutes({} as Parameters<typeof publicRoutes>[0], {} as SiteSettings);
  const document = createDocument(
    {
      openapi: "3.1.1",
      info: {
        title: siteName,
        version,
        description: DESCRIPTION,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: publicUrl }],
      security: [],
      tags: [
        { name: "rembg.com", description: "The API of rembg.com" },
        { name: "fapihub", description: "The RemoveBG API of fapihub: effects" },
        { name: "remove.bg", description: "The API 1.0 of remove.bg" },
        { name: "rembg", description: "The HTTP server of the Python tool rembg" },
        { name: "jobs", description: "Thousands of pictures without holding a connection, told by webhook" },
        { name: "sign-in", description: "Accounts and sessions" },
        { name: "editor", description: "What the web editor uses" },
        { name: "account", description: "What the dashboard uses: keys, usage, plans" },
        {
          name: "admin",
          description:
            "For operators: with `ALPHACUT_ADMIN_TOKEN`, or as an account with the admin role. Without the variable there is nothing here for anybody else",
        },
        { name: "billing", description: "Stripe" },
        { name: "operation", description: "Health and metrics" },
      ],
      paths: {
        ...rembgComPaths(),
        ...membershipPaths(),
        ...fapihubPaths(models),
        ...removeBgPaths(),
        ...rembgServerPaths({ allowed: models, substitute: false, default: models[0] ?? "" }),
        ...jobPaths(),
        ...signInPaths(),
        ...jsonPaths(account, {
          tag: "account",
          security: [{ session: [] }, { userToken: [] }],
          errors: ["InvalidCredentials", "ForeignOrigin"],
          examples: accountExamples,
        }),
        ...jsonPaths(admin, {
          tag: "admin",
          security: [{ adminToken: [] }, { session: [] }, { userToken: [] }],
          errors: ["InvalidCredentials", "ForeignOrigin", "NotFound"],
          examples: adminExamples,
        }),
        ...jsonPaths(open, { tag: "account", security: [{}], errors: [], examples: publicExamples }),
        ...editorPaths(),
        ...webhookPaths(),
        ...operationPaths(),
      },
      components: {
        securitySchemes: {
          apiKey: {
            type: "apiKey",
            in: "header",
            name: "x-api-key",
            description: "An API key of an account",
          },
          fapihubKey: {
            type: "apiKey",
            in: "header",
            name: "ApiKey",
            description: "The same API key, as fapihub names it",
          },
          userToken: {
            type: "http",
            scheme: "bearer",
            description: "The token from the header `set-auth-token` of a sign-in",
          },
          session: {
            type: "apiKey",
            in: "cookie",
            name: "alphacut.session_token",
            description: "The cookie of a sign-in",
          },
          adminToken: { type: "http", scheme: "bearer", description: "`ALPHACUT_ADMIN_TOKEN` of the server" },
        },
      },
    },
    { override: simplify },
  );
  addCodeSamples(document.paths as Parameters<typeof addCodeSamples>[0], publicUrl);
  return document;
}

interface JsonSchema {
  type?: string | string[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  anyOf?: JsonSchema[];
}

/**
 * Leaves out what tells a reader nothing: the regular expression behind a format or any text, the bounds of JavaScript's integers, and
 * the choice between a value and null, which is one type.
 */
function simplify({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  const [value, none, ...others] = jsonSchema.anyOf ?? [];
  if (typeof value?.type === "string" && none?.type === "null" && others.length === 0) {
    delete jsonSchema.anyOf;
    Object.assign(jsonSchema, { ...value, ...jsonSchema, type: [value.type, "null"] });
  }
  if (jsonSchema.format !== undefined || jsonSchema.pattern === textPattern) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
