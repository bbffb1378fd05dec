import type { LookupAddress } from "node:dns";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";

export interface Sent {
  method?: "GET" | "POST";
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array;
}

/**
 * Sends a request on a connection of its own to one of these addresses, whatever the host's name may mean by now.
 *
 * @returns the answer, once its headers are there
 */
export function send(
  url: URL,
  addresses: readonly LookupAddress[],
  { method = "GET", headers, body }: Sent,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    request(url, {
      method,
      headers: { "accept-encoding": "identity", ...headers, ...(body && { "content-length": body.length }) },
      agent: false,
      lookup: answering(addresses),
      signal,
    })
      .on("response", resolve)
      .on("error", reject)
      .end(body);
  });
}

function answering(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, { all }, callback) => {
    if (all) callback(null, [...addresses]);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  };
}
