import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A request as the server saw it, its form taken apart. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  fields: Record<string, string>;
  file: { name: string; bytes: Buffer } | undefined;
  /** All files, by their fields. */
  files: Record<string, { name: string; bytes: Buffer }>;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
}

export interface LoopbackServer {
  url: string;
  received: Received[];
  close(): Promise<void>;
}

/**
 * A server on the loopback interface that takes forms apart and answers what it is told; `undefined` leaves the
 * request without an answer.
 */
export async function startServer(
  answer: (request: Received, response: ServerResponse) => Answer | undefined,
): Promise<LoopbackServer> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request).catch(() => undefined);
    if (!body) return;
    const seen = await takeApart(request, body);
    received.push(seen);
    const { status = 200, headers = {}, body: content = "" } = answer(seen, response) ?? { status: 0 };
    if (status > 0) response.writeHead(status, headers).end(content);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function takeApart(
  { method = "", url = "", headers }: IncomingMessage,
  body: Buffer,
): Promise<Received> {
  const seen: Received = { method, path: url, headers, fields: {}, file: undefined, files: {} };
  const type = headers["content-type"];
  if (!type) return seen;
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  for (const [name, value] of form) {
    if (typeof value === "string") seen.fields[name] = value;
    else seen.files[name] = { name: value.name, bytes: Buffer.from(await value.arrayBuffer()) };
  }
  seen.file = seen.files.image;
  return seen;
}
