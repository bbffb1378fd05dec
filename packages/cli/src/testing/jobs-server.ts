import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

interface Item {
  name: string;
  bytes: Buffer;
}

/** The jobs of a server whose results are the pictures themselves; every request is remembered. */
export async function startJobsServer() {
  const items: Item[] = [];
  const parts = new Set<string>();
  const requests: string[] = [];
  let state = "open";
  let made = 0;
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
    requests.push(`${request.method} ${pathname}`);
    if (echo.cutNext && pathname.endsWith("/items") && request.method === "POST") {
      echo.cutNext = false;
      await take(request);
      request.socket.destroy();
      return;
    }
    const answer = (body: object) =>
      response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    if (pathname.endsWith("/result")) {
      if (echo.failNext) response.statusCode = 500;
      echo.failNext = false;
      response.end(items[Number(pathname.split("/").at(-2))]?.bytes);
    } else if (pathname.endsWith("/items") && request.method === "POST") {
      await take(request);
      answer({ items: [] });
    } else if (pathname.endsWith("/items")) {
      const after = Number(searchParams.get("cursor") ?? 0);
      answer({ items: items.map(shown).filter(({ position }) => position > after) });
    } else {
      if (pathname.endsWith("/close")) state = "completed";
      if (pathname === "/api/jobs") made++;
      answer({ id: "job_1", state });
    }
  });

  const shown = ({ name }: Item, index: number) => ({
    id: `item_${index}`,
    name,
    position: index + 1,
    ...(name.startsWith("bad")
      ? { state: "failed", error: { code: "no_subject", message: "There is no subject" } }
      : { state: "completed", result: `${echo.url}/api/jobs/job_1/items/${index}/result` }),
  });

  async function take(request: IncomingMessage): Promise<void> {
    const body = await buffer(request);
    const key = String(request.headers["idempotency-key"]);
    if (parts.has(key)) return;
    parts.add(key);
    const init = { headers: { "content-type": String(request.headers["content-type"]) } };
    const form = await new Response(new Uint8Array(body), init).formData();
    for (const file of form.getAll("image") as File[])
      items.push({ name: file.name, bytes: Buffer.from(await file.arrayBuffer()) });
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const echo = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    items,
    /** The next upload arrives, but its answer does not. */
    cutNext: false,
    /** The next result is not to be had. */
    failNext: false,
    jobsMade: () => made,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return echo;
}
