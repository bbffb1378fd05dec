import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export interface EchoServer {
  url: string;
  /** Path, key, form fields and names of the fields with files of every request, in order. */
  received: { path: string; key: string | undefined; fields: Record<string, string>; files: string[] }[];
  /** What happens meanwhile. */
  beforeAnswer: (() => Promise<unknown>) | undefined;
  close(): Promise<void>;
}

/**
 * A server for `--remote` that answers every picture with the picture itself, and everything else with the error that the
 * API has for it. So what a command does around the model can be tested without one.
 */
export async function startEchoServer(): Promise<EchoServer> {
  const received: EchoServer["received"] = [];
  const server = createServer(async (request, response) => {
    const { url: path = "", headers } = request;
    const body = await buffer(request).catch(() => undefined);
    if (!body) return;
    const init = { headers: { "content-type": headers["content-type"]! } };
    const form = await new Response(new Uint8Array(body), init).formData();
    const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === "string"));
    const key = headers["x-api-key"] ?? headers.apikey;
    const files = [...form].filter(([, value]) => typeof value !== "string").map(([name]) => name);
    received.push({ path, key: key?.toString(), fields: fields as Record<string, string>, files });
    await echo.beforeAnswer?.();
    const image = Buffer.from(await (form.get("image") as File).arrayBuffer());
    if (!/^(\x89PNG|BM)/.test(image.toString("latin1", 0, 4))) {
      const error = "File does not appear to be a valid image (invalid file signature)";
      response
        .writeHead(400, { "content-type": "application/json" })
        .end(JSON.stringify({ error, status: 400 }));
    } else {
      response.writeHead(200, { "content-type": "image/png", "x-width": "64", "x-height": "32" }).end(image);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const echo: EchoServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    beforeAnswer: undefined,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return echo;
}
