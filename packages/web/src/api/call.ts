import { ApiError, errorFromAnswer } from "./api-error.ts";

const TIMEOUT_MS = 20_000;

export interface CallOptions {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * One JSON call to our own server, with the session cookie. An empty answer is `undefined`.
 * @throws ApiError for every answer that is not 2xx, for no answer at all and after 20 seconds; what `signal` throws when it
 * is the caller who cancels
 */
export async function call<T>(path: string, { method = "GET", body, signal }: CallOptions = {}): Promise<T> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const answer = await fetch(path, {
      method,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      headers: {
        accept: "application/json",
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw errorFromAnswer(answer.status, text, answer.headers.get("retry-after"));
    return (text === "" ? undefined : JSON.parse(text)) as T;
  } catch (error) {
    if (error instanceof ApiError || signal?.aborted) throw error;
    const code = timeout.aborted ? "timeout" : "network";
    throw new ApiError({ code, message: error instanceof Error ? error.message : String(error) });
  }
}
