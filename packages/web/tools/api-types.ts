import { describeApi } from "@alphacut/server";
import { compile, type JSONSchema } from "json-schema-to-typescript";

/** What the pages send and get. */
const USED = [
  "AccountMembership",
  "AnonymousAllowance",
  "ApiKey",
  "AuditEntry",
  "AuditPage",
  "DayUsage",
  "EditorRecipe",
  "KeyUse",
  "ListedApiKey",
  "NewApiKey",
  "NewPreset",
  "Offers",
  "Overview",
  "Preset",
  "Prices",
  "Profile",
  "Purchase",
  "Redirect",
  "RequestLine",
  "ServerStatus",
  "Site",
  "TestMail",
  "User",
  "UserChange",
  "NewWebhook",
  "Webhook",
  "WebhookDelivery",
];

const BANNER = `/**
 * Types of the server's own API, made from the document at \`/api/openapi\` by \`npm run generate\`. Do not edit.
 */`;

/** The TypeScript text of what the pages use of the server's API document. */
export async function apiTypes(): Promise<string> {
  const { components } = describeApi({ publicUrl: "http://localhost", models: [] });
  const definitions = JSON.parse(
    JSON.stringify(components?.schemas).replaceAll("#/components/schemas/", "#/definitions/"),
  );
  const references = USED.map((name) => [name, { $ref: `#/definitions/${name}` }]);
  const schema: JSONSchema = {
    type: "object",
    additionalProperties: false,
    required: USED,
    properties: Object.fromEntries(references),
    definitions,
  };
  return compile(schema, "ApiSchemas", {
    bannerComment: BANNER,
    unreachableDefinitions: false,
    style: { printWidth: 110 },
  });
}
