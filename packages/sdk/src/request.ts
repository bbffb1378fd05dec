import { delay, startDeadline, untilAborted } from "./cancel.ts";
import { AlphacutError, ConnectionError, ResponseError } from "./errors.ts";
import { type ProgressListener, progressReporter } from "./progress.ts";
import { retryDelayMs } from "./retry.ts";

/** Where the server is, who calls it, and how patient the caller is. */
export interface Connection {
  /** Address of the server, such as `https://cut.example.com`. In Node `http://127.0.0.1:8080`, in browsers the page's own origin when absent. */
  baseUrl?: string;
  apiKey?: string;
  /** A signed-in user's token, instead of an API key. */
  userToken?: string;
  /** The most that a call may take, retries and waiting included; 120,000 when absent. */
  timeoutMs?: number;
  /** How often a call is repeated after 429 with `Retry-After` or 503; 2 when absent. */
  retries?: number;
  /** A call that the server wants to hear again only later than this fails at once; 30,000 when absent. */
  maxRetryDelayMs?: number;
  /** Used instead of the global `fetch`: for proxies, for instance. */
  fetch?: typeof globalThis.fetch;
}

/** What belongs to one call. */
export interface CallOptions {
  /** Cancels the call, which then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  onUploadProgress?: ProgressListener | undefined;
  onDownloadProgress?: ProgressListener | undefined;
}

/** Sends a form and reports how much of it has gone. */
export type Upload = (
  url: string,
  request: { headers: Record<string, string>; form: FormData; signal: AbortSignal; fetch: typeof fetch },
  listener: ProgressListener,
) => Promise<Response>;

export interface Outgoing extends CallOptions {
  /** Path and query. */
  path: string;
  headers: Record<string, string>;
  /** GET when absent, POST with a form. */
  method?: "GET" | "POST" | "DELETE" | undefined;
  /** The body in JSON. */
  json?: unknown;
  /** Makes the form of a POST. */
  form?: (context: { fetch: typeof fetch; signal: AbortSignal }) => Promise<FormData>;
}

export interface Reply {
  headers: Headers;
  blob: Blob;
}

/**
 * One call with its retries.
 *
 * @throws ResponseError, ConnectionError, TimeoutError; the reason of the caller's signal once that has fired; what making
 * the form throws
 */
export async function send(
  connection: Connection & { baseUrl: string },
  outgoing: Outgoing,
  upload: Upload,
): Promise<Reply> {
  const { timeoutMs = 120_000, retries = 2, maxRetryDelayMs = 30_000 } = connection;
  // Looked up at each call, as whoever replaces the global one expects.
  const fetch = connection.fetch ?? globalThis.fetch;
  const { signal, end } = startDeadline(outgoing.signal, timeoutMs);
  const url = `${connection.baseUrl.replace(/\/+$/, "")}${outgoing.path}`;
  try {
    signal.throwIfAborted();
    const form = outgoing.form && (await untilAborted(outgoing.form({ fetch, signal }), signal));
    for (let attempt = 0; ; attempt++) {
      const answer = await tryOnce(url, { ...outgoing, signal }, { form, fetch, upload });
      if (!(answer instanceof ResponseError)) return answer;
      const delayMs = attempt < retries ? retryDelayMs(answer, attempt, maxRetryDelayMs) : undefined;
      if (delayMs === undefined) throw answer;
      await delay(delayMs, signal);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    end();
  }
}

async function tryOnce(
  url: string,
  { headers, signal, method, json, onUploadProgress, onDownloadProgress }: Outgoing & { signal: AbortSignal },
  { form, fetch, upload }: { form: FormData | undefined; fetch: typeof globalThis.fetch; upload: Upload },
): Promise<Reply | ResponseError> {
  try {
    // A redirect would carry the key to an address that the caller never named.
    const init: RequestInit = { headers, signal, redirect: "error" };
    const response =
      form && onUploadProgress
        ? await upload(url, { headers, form, signal, fetch }, onUploadProgress)
        : await fetch(url, { ...init, ...bodyOf({ form, json, method, headers }) });
    if (!response.ok) return new ResponseError(response, await readErrorText(response));
    return { headers: response.headers, blob: await readBody(response, onDownloadProgress) };
  } catch (error) {
    throw error instanceof AlphacutError ? error : new ConnectionError(error);
  }
}

function bodyOf({
  form,
  json,
  method,
  headers,
}: Pick<Outgoing, "json" | "method" | "headers"> & { form: FormData | undefined }): RequestInit {
  if (form) return { method: "POST", body: form };
  if (json === undefined) return method ? { method } : {};
  const typed = { ...headers, "content-type": "application/json" };
  return { method: method ?? "POST", headers: typed, body: JSON.stringify(json) };
}

async function readBody(response: Response, listener: ProgressListener | undefined): Promise<Blob> {
  const type = response.headers.get("content-type") ?? "";
  const chunks: BlobPart[] = [];
  // A compressed body is longer than its Content-Length says.
  const total = response.headers.has("content-encoding") ? null : response.headers.get("content-length");
  const report =
    listener && progressReporter("download", total === null ? undefined : Number(total), listener);
  let loaded = 0;
  for await (const chunk of chunksOf(response)) {
    chunks.push(chunk);
    loaded += chunk.length;
    if (loaded !== Number(total)) report?.(loaded);
  }
  report?.(loaded, true);
  return new Blob(chunks, { type });
}

/** Not every browser can iterate over a stream by itself. */
async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = body?.getReader();
  try {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) yield read.value;
  } finally {
    // Frees the connection when the rest is not wanted.
    await reader?.cancel();
  }
}

/** Enough for every error of ours; a proxy's page is cut there. */
const MAX_ERROR_CHARACTERS = 20_000;

async function readErrorText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of chunksOf(response)) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_ERROR_CHARACTERS) break;
  }
  return text.slice(0, MAX_ERROR_CHARACTERS);
}
