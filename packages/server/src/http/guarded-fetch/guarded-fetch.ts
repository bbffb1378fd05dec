import type { IncomingMessage } from "node:http";
import type { AllowList } from "./allow-list.ts";
import { FetchFailure } from "./fetch-failure.ts";
import { readBody } from "./read-body.ts";
import { type Lookup, lookupAll, parseTarget, resolveTarget } from "./resolve-target.ts";
import { send } from "./send.ts";

export interface GuardedRequest {
  method?: "GET" | "POST";
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array;
  /** What may be reached although it is not public. */
  allow: AllowList;
  /** Of the answer's body, before and after it is decompressed. */
  maxBytes: number;
  /** For everything together: names, connections, redirects, body. */
  timeoutMs: number;
  maxRedirects: number;
  signal?: AbortSignal;
  /** Resolves names; the system does when absent. */
  lookup?: Lookup;
}

export interface GuardedResponse {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
  /** Where the last redirect led to. */
  url: URL;
}

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Asks a server at an address that somebody else wrote down. It can only be one of the public internet, or one that the
 * operator allows: names are resolved once and the connection goes to that very address, anew for every redirect.
 *
 * @throws FetchFailure; whatever the signal was aborted with
 */
export async function guardedFetch(address: string, request: GuardedRequest): Promise<GuardedResponse> {
  const { allow, maxBytes, maxRedirects, timeoutMs, signal, lookup = lookupAll } = request;
  const timeout = AbortSignal.timeout(timeoutMs);
  const stop = signal ? AbortSignal.any([signal, timeout]) : timeout;
  try {
    let url = parseTarget(address);
    for (let redirects = 0; ; redirects++) {
      const addresses = await unlessStopped(resolveTarget(url, allow, lookup), stop);
      const response = await send(url, addresses, request, stop);
      try {
        const location = REDIRECTS.includes(response.statusCode!) && response.headers.location;
        if (!location || maxRedirects === 0) {
          const body = await readBody(response, maxBytes);
          return { status: response.statusCode!, headers: response.headers, body, url };
        }
        if (redirects === maxRedirects)
          throw new FetchFailure("DownloadFailed", `There are more than ${maxRedirects} redirects`);
        url = parseTarget(location, url);
      } finally {
        response.destroy();
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (timeout.aborted)
      throw new FetchFailure("DownloadTimedOut", `There was no whole answer within ${timeoutMs / 1000} s`, {
        cause: error,
      });
    if (error instanceof FetchFailure) throw error;
    throw new FetchFailure("DownloadFailed", "The connection failed or the answer was broken", {
      cause: error,
    });
  }
}

/** Looking up a name can't be canceled, but nobody has to wait for it. */
function unlessStopped<T>(work: Promise<T>, stop: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(stop.reason);
    // Its failure is nobody's any more, and must not end the process.
    work.catch(() => {});
    if (stop.aborted) return refuse();
    stop.addEventListener("abort", refuse, { once: true });
    work.then(resolve, reject).finally(() => stop.removeEventListener("abort", refuse));
  });
}
