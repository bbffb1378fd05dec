export interface FieldError {
  field: string;
  message: string;
}

/**
 * What a call can fail with. `code` is the server's, in snake case, or `network` (no answer at all) or `timeout`; `status` is
 * 0 for those two. `message` is the server's English sentence, for the console and not for the page.
 */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: string;
  readonly status: number;
  readonly details: readonly FieldError[];
  readonly retryAfterSeconds: number | undefined;

  constructor(failure: {
    code: string;
    message: string;
    status?: number;
    details?: readonly FieldError[] | undefined;
    retryAfterSeconds?: number | undefined;
  }) {
    super(failure.message);
    this.code = failure.code;
    this.status = failure.status ?? 0;
    this.details = failure.details ?? [];
    this.retryAfterSeconds = failure.retryAfterSeconds;
  }
}

/**
 * Reads an error answer: ours `{ error, code, status, details? }` or better-auth's `{ code: "UPPER_CASE", message }`. An answer
 * that is neither (a proxy's page) becomes the code `unknown`.
 */
export function errorFromAnswer(status: number, body: string, retryAfter: string | null): ApiError {
  const { code, error, message, details } = parseObject(body);
  const seconds = Number.parseInt(retryAfter ?? "", 10);
  return new ApiError({
    code: typeof code === "string" ? code.toLowerCase() : codeOfStatus(status),
    message: String(error ?? message ?? `HTTP ${status}`),
    status,
    details: Array.isArray(details) ? details : undefined,
    retryAfterSeconds: Number.isFinite(seconds) ? seconds : undefined,
  });
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function codeOfStatus(status: number): string {
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 429) return "too_many_requests";
  if (status === 503) return "busy";
  return "unknown";
}
