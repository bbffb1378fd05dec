/** A request as a reader might make it, ready to be written in any language. */
export interface SampleRequest {
  method: string;
  /** With the query. */
  url: string;
  headers: Readonly<Record<string, string>>;
  body:
    | { kind: "none" }
    | { kind: "json"; value: unknown }
    | { kind: "form"; files: Readonly<Record<string, string>>; fields: Readonly<Record<string, string>> };
  /** Where the answer goes when it is no text. */
  saveAs: string | undefined;
}

interface Schema {
  type?: string;
  enum?: readonly unknown[];
  default?: unknown;
  examples?: readonly unknown[];
  minimum?: number;
  format?: string;
  contentMediaType?: string;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
}

/** What is read of an operation of the document. */
export interface DocumentedOperation {
  security?: readonly Readonly<Record<string, unknown>>[];
  parameters?: readonly { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Readonly<Record<string, { schema: Schema; example?: unknown }>> };
  responses: Readonly<Record<string, { content?: Readonly<Record<string, unknown>> }>>;
}

const CREDENTIALS: Readonly<Record<string, readonly [header: string, value: string]>> = {
  apiKey: ["x-api-key", "YOUR_API_KEY"],
  fapihubKey: ["ApiKey", "YOUR_API_KEY"],
  userToken: ["Authorization", "Bearer YOUR_USER_TOKEN"],
  adminToken: ["Authorization", "Bearer YOUR_ADMIN_TOKEN"],
};
const PHOTO = "photo.jpg";

/** In a sample although no request needs them. */
const SHOWN: readonly string[] = ["image", "format"];

/** The simplest useful request of an operation: what it requires, and the format where it has one. */
export function sampleRequest(method: string, url: string, operation: DocumentedOperation): SampleRequest {
  const { parameters = [], requestBody, responses } = operation;
  const exampleOf = ({ name, schema }: { name: string; schema: Schema }) =>
    String(sampleValue(schema) ?? `YOUR_${name.toUpperCase()}`);
  const path = parameters
    .filter((parameter) => parameter.in === "path")
    .reduce((address, parameter) => address.replace(`{${parameter.name}}`, exampleOf(parameter)), url);
  const query = parameters
    .filter((parameter) => parameter.in === "query" && parameter.required)
    .map((parameter) => `${parameter.name}=${exampleOf(parameter)}`);
  return {
    method: method.toUpperCase(),
    url: query.length > 0 ? `${path}?${query.join("&")}` : path,
    headers: credentialOf(operation),
    body: requestBody ? bodyOf(requestBody.content) : { kind: "none" },
    saveAs: "image/png" in (responses["200"]?.content ?? {}) ? "cutout.png" : undefined,
  };
}

function credentialOf({ security = [] }: DocumentedOperation): Record<string, string> {
  const known = security.flatMap((scheme) => Object.keys(scheme)).find((name) => name in CREDENTIALS);
  const [header, value] = (known && CREDENTIALS[known]) || [];
  return header && value ? { [header]: value } : {};
}

function bodyOf(
  content: Readonly<Record<string, { schema: Schema; example?: unknown }>>,
): SampleRequest["body"] {
  const form = content["multipart/form-data"];
  if (!form) {
    const json = content["application/json"];
    return { kind: "json", value: json?.example ?? (json && sampleObject(json.schema)) };
  }
  const example = (form.example ?? {}) as Readonly<Record<string, unknown>>;
  const { properties = {}, required = [] } = form.schema;
  const files: Record<string, string> = {};
  const fields: Record<string, string> = {};
  for (const [name, schema] of Object.entries(properties)) {
    if (!required.includes(name) && !SHOWN.includes(name)) continue;
    if (schema.contentMediaType) files[name] = PHOTO;
    else if (name === "format") fields[name] = "png";
    else fields[name] = asText(example[name] ?? sampleValue(schema));
  }
  return { kind: "form", files, fields };
}

function asText(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function sampleObject({ properties = {}, required = [] }: Schema): Record<string, unknown> {
  return Object.fromEntries(required.map((name) => [name, sampleValue(properties[name] ?? {}) ?? "…"]));
}

function sampleValue(schema: Schema): unknown {
  if (schema.format === "date") return "2026-03-15";
  return schema.examples?.[0] ?? schema.default ?? schema.enum?.[0] ?? schema.minimum;
}
