import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formOf, picture } from "../testing/pictures.ts";
import { ADMIN_TOKEN, listenForReal, type RealServer } from "../testing/real-server.ts";
import { describeApi } from "./openapi.ts";

/*
 * Every operation of the document is sent values that no person enters, in every place where it takes text. A database
 * cannot hold some of them, so one that gets through is a failure of the server, or tells a known address from an
 * unknown one.
 */

interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  examples?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  anyOf?: Schema[];
}
interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  schema: Schema;
}
interface Operation {
  security: Record<string, unknown>[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema; example?: object }> };
}

const document = describeApi({ publicUrl: "https://cut.example.org", models: ["brightness"] });
const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
    path,
    method: method.toUpperCase(),
    operation,
  })),
);

const NOT_TEXT = ["\0", "a\0b", "\ud800", null, {}, ["a"], 5];
/** NUL, half of a surrogate pair as CESU-8 has it, and what is no percent-encoding. */
const NOT_ENCODED_TEXT = ["%00", "a%00b", "%ED%A0%80", "%"];

let server: RealServer;
let photo: Buffer;
const credentials: Record<string, Record<string, string>> = {};

beforeAll(async () => {
  server = await listenForReal();
  photo = await picture();
  const { administration, keys } = server.platform;
  const person = { email: "ada@example.com", password: "correct horse battery", emailVerified: true };
  const { uid } = await administration.createAccount({ ...person, plan: "Mega" });
  const { key } = await keys.create(uid);
  const signIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(person),
  });
  credentials.userToken = { authorization: `Bearer ${signIn.headers.get("set-auth-token")}` };
  credentials.session = credentials.userToken;
  credentials.adminToken = { authorization: `Bearer ${ADMIN_TOKEN}` };
  credentials.apiKey = { "x-api-key": key };
  credentials.fapihubKey = { ApiKey: key };
});
afterAll(() => server.close());

function resolve(schema: Schema): Schema {
  if (!schema.$ref) return schema;
  const name = schema.$ref.split("/").at(-1) ?? "";
  return (document.components?.schemas?.[name] ?? {}) as Schema;
}

/** The fields of a body; of several kinds of bodies all together. */
function fieldsOf(schema: Schema): Record<string, Schema> {
  const { properties = {}, anyOf = [] } = resolve(schema);
  return Object.assign({}, properties, ...anyOf.map(fieldsOf));
}

const takesText = ({ type, format, anyOf = [], ...rest }: Schema): boolean =>
  [type].flat().includes("string") && format !== "binary"
    ? true
    : anyOf.some(takesText) || (rest.$ref !== undefined && takesText(resolve(rest)));

const sampleOf = (schema: Schema): unknown => schema.examples?.[0] ?? schema.enum?.[0] ?? "2026-01-01";

function send(
  { path, method, operation }: (typeof operations)[number],
  places: Record<string, string> = {},
  body?: object,
): Promise<Response> {
  const [scheme = ""] = Object.keys(operation.security[0] ?? {});
  const query: string[] = [];
  let address = path;
  for (const { name, in: place, required, schema } of operation.parameters ?? []) {
    const value = places[name] ?? encodeURIComponent(String(sampleOf(schema)));
    if (place === "path") address = address.replace(`{${name}}`, value);
    if (place === "query" && (required || name in places)) query.push(`${name}=${value}`);
  }
  const isForm = body instanceof FormData;
  return fetch(`${server.url}${address}?${query.join("&")}`, {
    method,
    redirect: "manual",
    headers: { ...credentials[scheme], ...(body && !isForm && { "content-type": "application/json" }) },
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
  });
}

/** Stripe's webhook is judged by its signature alone, which the billing tests try; a new job has no text of its own but a recipe's. */
const takers = operations.filter(
  ({ path, operation: { parameters = [], requestBody } }) =>
    !["/api/stripe/webhook", "/api/jobs"].includes(path) &&
    (requestBody !== undefined || parameters.length > 0),
);

/** What rembg's server says to a parameter that it doesn't take is its framework's own status. */
const refusals = (path: string) => (path === "/api/remove" ? [400, 422] : [400]);

describe.each(takers)("$method $path", (call) => {
  const { parameters = [], requestBody } = call.operation;
  const [type = "", content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const fields = Object.entries(content ? fieldsOf(content.schema) : {}).filter(([, schema]) =>
    takesText(schema),
  );
  const texts = parameters.filter(
    ({ in: place, schema }) => place === "path" || (place === "query" && takesText(schema)),
  );

  if (type === "application/json") {
    it.each(fields)("answers 400 to what is no text in %s", async (name, schema) => {
      const samples = Object.fromEntries(fields.map(([field, one]) => [field, sampleOf(one)]));
      const nullable = [resolve(schema).type].flat().includes("null");
      for (const value of NOT_TEXT) {
        if (value === null && nullable) continue;
        // Unix seconds, where a time may be given in either way.
        if (value === 5 && resolve(schema).anyOf) continue;
        const answer = await send(call, {}, { ...(content?.example ?? samples), [name]: value });
        expect(answer.status, JSON.stringify(value)).toBe(400);
        expect(await answer.json()).toMatchObject({ error: expect.any(String), status: 400 });
      }
    });
  }

  if (type === "multipart/form-data") {
    it.each(fields)("refuses what is no text in %s", async (name) => {
      const answer = await send(call, {}, formOf(photo, { [name]: "\0" }));
      expect(refusals(call.path)).toContain(answer.status);
    });
  }

  it.each(texts)("refuses what is no text in $in $name", async ({ name }) => {
    for (const value of NOT_ENCODED_TEXT) {
      const answer = await send(call, { [name]: value }, content?.example ?? (requestBody && {}));
      expect(refusals(call.path), value).toContain(answer.status);
    }
  });
});
