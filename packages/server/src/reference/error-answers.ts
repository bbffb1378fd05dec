import { STATUS_CODES } from "node:http";
import { z } from "zod";
import type { ZodOpenApiResponsesObject } from "zod-openapi";
import type { ErrorAnswer, ErrorShape } from "../http/error-shape.ts";
import type { Failure, FailureCode, Problem } from "../http/failure.ts";
import type { RefusalBody } from "../sign-in/refusals.ts";

/** How one API words its errors, and the schema of what it sends. */
export interface ErrorFormat {
  shape: ErrorShape;
  body: z.ZodType;
}

/** What can go wrong in one operation. */
export interface PossibleErrors {
  codes: readonly FailureCode[];
  /** Requests that are wrong, each by a name, and what is wrong with them. */
  invalid?: Readonly<Record<string, readonly Problem[]>>;
  /** What somebody else's code refuses, as it is answered. */
  refusals?: readonly RefusalBody[];
}

interface NamedAnswer extends ErrorAnswer {
  name: string;
}

/** What the placeholders of the messages stand for in examples. */
export const SAMPLE_VALUES: Failure["values"] = {
  extension: "exe",
  megabytes: "55.2",
  width: 12_000,
  height: 15_000,
};
const SAMPLE_REQUEST_ID = "3f1c8a52-6f0e-4d52-9b0f-6a4f5d0b7c11";

/** The reasons that stand in messages without words of their own. */
export const SAMPLE_REASONS: Partial<Record<FailureCode, string>> = {
  AddressNotAllowed: "192.168.0.1 is not a public web address",
  BillingUnavailable: "Stripe does not answer",
  BodyTooLarge: "The form is longer than any form this server takes",
  DownloadFailed: "The server answered with status 404",
  DownloadTimedOut: "There was no whole answer within 10 s",
  DownloadTooLarge: "There are more than 50 MB",
  EmailTaken: "This address already has an account",
  ForeignOrigin: "Requests from https://elsewhere.example are not taken",
  InvalidAddress: "Only http and https addresses are fetched",
  InvalidImage: "The JPEG image is cut short: the file ends before the picture does",
  InvalidInput: "There is no plan 'Gold'",
  InvalidRecipe: "The crop lies outside the picture",
  InvalidSignature: "The signature of the webhook is wrong or too old",
  KeyNotAllowed: "The API key may not be used from this origin",
  MalformedBody: "The form ends before its closing boundary",
  NotFound: "There is nothing here",
  TooManyKeys: "An account has at most 100 keys: revoke one first",
  UnsupportedImage: "This is a PDF image; send JPEG, PNG, WebP, AVIF, HEIC, TIFF, GIF or BMP",
  UploadStalled: "The upload stopped before it was complete",
};

/** Headers of answers that a later try may turn into success, by status. */
const retryAfter = z.int().describe("Seconds after which trying again makes sense");
const WAITING_HEADERS: Partial<Record<number, z.ZodObject>> = {
  429: z.object({
    "Retry-After": retryAfter.optional(),
    "RateLimit-Limit": z.int().optional().describe("Requests or images that the limit allows"),
    "RateLimit-Remaining": z.int().optional().describe("How many of them are left"),
    "RateLimit-Reset": z.int().optional().describe("Seconds until the limit begins anew"),
  }),
  503: z.object({ "Retry-After": retryAfter }),
};

/** The error answers of an operation, one response for each status, with every exact body as an example. */
export function errorAnswers(
  { shape, body }: ErrorFormat,
  errors: PossibleErrors,
): ZodOpenApiResponsesObject {
  const byStatus = new Map<number, NamedAnswer[]>();
  for (const answer of namedAnswers(shape, errors)) {
    byStatus.set(answer.status, [...(byStatus.get(answer.status) ?? []), answer]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, answers]) => [status, response(status, answers, body)]),
  );
}

function response(status: number, answers: readonly NamedAnswer[], schema: z.ZodType) {
  const headers = WAITING_HEADERS[status];
  const examples = Object.fromEntries(answers.map(({ name, body }) => [name, { value: body }]));
  return {
    description: STATUS_CODES[status] ?? String(status),
    ...(headers && { headers }),
    content: { "application/json": { schema, examples } },
  };
}

function namedAnswers(
  shape: ErrorShape,
  { codes, invalid = {}, refusals = [] }: PossibleErrors,
): NamedAnswer[] {
  const wrong = Object.entries(invalid).map(([name, problems]) => ({ name, ...shape.ofProblems(problems) }));
  const failed = codes.map((code) => {
    const values = { ...SAMPLE_VALUES, reason: SAMPLE_REASONS[code] ?? "" };
    return { name: code, ...shape.ofFailure({ code, values }, SAMPLE_REQUEST_ID) };
  });
  const refused = refusals.map((body) => ({ name: body.code, status: body.status, body }));
  return [...wrong, ...refused, ...failed];
}
