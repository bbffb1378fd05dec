import type { FastifyInstance, FastifyRequest } from "fastify";
import { RequestError } from "./failure.ts";
import { type Form, type FormLimits, maxBodyBytes, readForm } from "./multipart.ts";
import type { UploadBudget } from "./upload-budget.ts";
import { readWholeBody } from "./whole-body.ts";

export type BodyKind = "multipart" | "urlencoded" | "json";

/** What a route takes. */
export interface FormRules extends Omit<FormLimits, "idleTimeoutMs"> {
  /** The first is what senders are told to use. */
  kinds: readonly BodyKind[];
}

const CONTENT_TYPES: Record<BodyKind, string> = {
  multipart: "multipart/form-data",
  urlencoded: "application/x-www-form-urlencoded",
  json: "application/json",
};
/** For everything in a body that is no picture. */
const SHORT_TEXTS_BYTES = 64 * 1024;
const MAX_FIELD_BYTES = 4096;

/**
 * Lets the routes of `scope`, which are added afterwards, take forms of these kinds, and nothing else. A form of an address
 * line is taken everywhere: where it is not meant to be, it is one without a picture.
 */
export function takeForms(scope: FastifyInstance, rules: FormRules): void {
  scope.removeAllContentTypeParsers();
  const types = new Set([...rules.kinds, "urlencoded" as const].map((kind) => CONTENT_TYPES[kind]));
  scope.addContentTypeParser([...types], (_request, _body, done) => done(null));
  scope.addHook("onRoute", (route) => {
    if ([route.method].flat().includes("POST")) route.bodyLimit = maxBodyBytes(rules);
  });
}

/**
 * The form of a request, whatever kind of body it came in; an empty one when the request has none. In JSON numbers and
 * booleans stand for their text, `null` for a field that is absent.
 *
 * @throws RequestError and EngineError as `readForm` does
 */
export async function readRequestForm(
  request: FastifyRequest,
  rules: FormRules,
  { uploads, timeouts }: { uploads: UploadBudget; timeouts: { uploadIdleMs: number } },
  signal: AbortSignal,
): Promise<Form> {
  const type = request.headers["content-type"]?.toLowerCase() ?? "";
  const kind = rules.kinds.find((one) => type.startsWith(CONTENT_TYPES[one]));
  if (kind === undefined) return { fields: {}, files: {}, release: () => {} };
  const idleTimeoutMs = timeouts.uploadIdleMs;
  if (kind === "multipart") return readForm(request.raw, { ...rules, idleTimeoutMs }, uploads, signal);
  const { longTexts = {} } = rules;
  const maxBytes = Object.values(longTexts).reduce((sum, bytes) => sum + bytes, SHORT_TEXTS_BYTES);
  const { bytes, release } = await readWholeBody(request.raw, { maxBytes, idleTimeoutMs }, uploads, signal);
  try {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
    const sent = kind === "json" ? parseJsonFields(text) : new URLSearchParams(text);
    return { ...splitFields(sent, longTexts), release };
  } catch (error) {
    release();
    throw error;
  }
}

function parseJsonFields(text: string): [name: string, value: string][] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new RequestError("MalformedBody", "It is not JSON", { cause: error });
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new RequestError("MalformedBody", "It is not a JSON object");
  }
  return Object.entries(parsed)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
}

/** Of a field that is given twice the first counts. */
function splitFields(
  sent: Iterable<[string, string]>,
  longTexts: Readonly<Record<string, number>>,
): Omit<Form, "release"> {
  const fields = new Map<string, string>();
  const files = new Map<string, Form["files"][string]>();
  for (const [name, value] of sent) {
    if (Object.hasOwn(longTexts, name)) {
      if (files.has(name)) continue;
      const size = Buffer.byteLength(value);
      const bytes = size > longTexts[name]! ? undefined : Buffer.from(value);
      files.set(name, { name: "", size, bytes });
    } else if (Buffer.byteLength(value) > MAX_FIELD_BYTES) {
      throw new RequestError("BodyTooLarge", `A form field is longer than ${MAX_FIELD_BYTES} bytes`);
    } else if (!fields.has(name)) {
      fields.set(name, value);
    }
  }
  return { fields: Object.fromEntries(fields), files: Object.fromEntries(files) };
}
