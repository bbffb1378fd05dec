/** Every error that this package makes, so that one `instanceof` finds them all. An abort rejects with the signal's reason instead. */
export class AlphacutError extends Error {
  override readonly name: string = "AlphacutError";
}

/** One field that the server refused. */
export interface ErrorDetail {
  field: string;
  message: string;
}

/** The server answered with an error status. `message` holds status and body, `reason` the server's own sentence. */
export class ResponseError extends AlphacutError {
  override readonly name = "ResponseError";
  readonly status: number;
  readonly reason: string;
  /** A short code, where the API has one (`invalid_image`). */
  readonly code: string | undefined;
  /** Every field that was refused; empty when the error is not about fields. */
  readonly details: readonly ErrorDetail[];
  /** What to name when reporting the error to the operator of the server. */
  readonly requestId: string | undefined;
  /** How long the server asks to wait, where it does. */
  readonly retryAfterSeconds: number | undefined;

  constructor({ status, headers }: Pick<Response, "status" | "headers">, body: string) {
    super(`❌ ${status} ${body}`);
    const { reason, code, details } = parseErrorBody(body);
    this.status = status;
    this.reason = reason ?? `The server answered with status ${status}`;
    this.code = code;
    this.details = details;
    this.requestId = headers.get("x-request-id") ?? undefined;
    this.retryAfterSeconds = parseRetryAfter(headers.get("retry-after"), Date.now());
  }
}

/** No answer came: the address is wrong, nobody listens there, or the connection broke. `cause` tells more. */
export class ConnectionError extends AlphacutError {
  override readonly name = "ConnectionError";

  constructor(cause: unknown) {
    super(`❌ ${innermostMessage(cause)}`, { cause });
  }
}

/** The call took longer than `timeoutMs`, waiting between retries included. */
export class TimeoutError extends AlphacutError {
  override readonly name = "TimeoutError";

  constructor(timeoutMs: number) {
    super(`❌ No complete answer within ${timeoutMs} ms`);
  }
}

interface ParsedError {
  reason: string | undefined;
  code: string | undefined;
  details: readonly ErrorDetail[];
}

/** Reads `{ error, details? }`, with `code` beside it or, as in the fapihub API, `code` and `message` inside `error`. */
function parseErrorBody(body: string): ParsedError {
  const nothing: ParsedError = { reason: undefined, code: undefined, details: [] };
  try {
    const { error, code, details } = JSON.parse(body);
    const parsed: ParsedError = {
      reason: text(error),
      code: text(code),
      details: Array.isArray(details) ? details : [],
    };
    return typeof error === "object"
      ? { ...parsed, reason: text(error.message), code: text(error.code) }
      : parsed;
  } catch {
    return nothing;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** `Retry-After`: seconds or an HTTP date (RFC 9110, 10.2.3). */
function parseRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - nowMs) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/** `fetch` itself only says "fetch failed"; what happened stands in the causes. */
export function innermostMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : innermostMessage(error.cause);
}
