import type { RemoveBgError, RemoveBgResult } from "./options.ts";

/**
 * What the API answered, as the original package gives it.
 *
 * @throws the list of errors of an answer that is one, or a list of one where it has none
 */
export function toResult({ status, ok, headers }: Response, body: string): RemoveBgResult {
  const parsed = parseJson(body);
  const base64img = parsed?.data?.result_b64;
  if (!ok || typeof base64img !== "string") throw errorsOf(status, parsed);
  const number = (name: string) => Number(headers.get(name) ?? Number.NaN);
  const retryAfter = headers.get("retry-after");
  return {
    base64img,
    creditsCharged: number("x-credits-charged"),
    detectedType: headers.get("x-type") ?? "",
    resultWidth: number("x-width"),
    resultHeight: number("x-height"),
    rateLimit: number("x-ratelimit-limit"),
    rateLimitRemaining: number("x-ratelimit-remaining"),
    rateLimitReset: number("x-ratelimit-reset"),
    ...(retryAfter !== null && { retryAfter: Number(retryAfter) }),
  };
}

interface ParsedBody {
  data?: { result_b64?: unknown };
  errors?: unknown;
}

function parseJson(body: string): ParsedBody | undefined {
  try {
    return JSON.parse(body) as ParsedBody;
  } catch {
    return undefined;
  }
}

function errorsOf(status: number, parsed: ParsedBody | undefined): RemoveBgError[] {
  if (Array.isArray(parsed?.errors) && parsed.errors.length > 0) return parsed.errors;
  return [{ title: `The server answered with status ${status}` }];
}
