import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

/** Assistants that don't say goodbye; the oldest goes when one more comes. */
const MAX_SESSIONS = 32;

export interface HttpServer {
  url: string;
  close(): Promise<void>;
}

/**
 * Streamable HTTP on this machine alone. Pages from elsewhere that a browser here has open are kept out.
 * @param connect makes the server of a session
 * @throws the system's error when the port is taken
 */
export async function serveHttp(port: number, connect: () => McpServer): Promise<HttpServer> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();

  async function open(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, transport),
      onsessionclosed: (id) => void sessions.delete(id),
    });
    const [oldest] = sessions;
    if (oldest && sessions.size >= MAX_SESSIONS) {
      sessions.delete(oldest[0]);
      await oldest[1].close();
    }
    // Their types don't know `exactOptionalPropertyTypes`.
    await connect().connect(transport as Parameters<McpServer["connect"]>[0]);
    return transport;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isLocal(request)) return void response.writeHead(403).end("This server is for this machine only");
    if (request.url !== "/mcp") return void response.writeHead(404).end("MCP is at /mcp");
    const id = request.headers["mcp-session-id"];
    const session = typeof id === "string" ? sessions.get(id) : undefined;
    if (id !== undefined && !session) return void response.writeHead(404).end("There is no such session");
    await (session ?? (await open())).handleRequest(request, response);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    async close() {
      await Promise.all([...sessions.values()].map((session) => session.close()));
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A name that somebody else's DNS gave this machine, or a page from elsewhere, is not. */
function isLocal({ headers }: IncomingMessage): boolean {
  const isHere = (host: string) => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
  const { host = "", origin } = headers;
  return isHere(host) && (origin === undefined || (URL.canParse(origin) && isHere(new URL(origin).host)));
}
