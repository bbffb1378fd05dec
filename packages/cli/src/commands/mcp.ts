import { once } from "node:events";
import { createRequire } from "node:module";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { type Context, ExitCode } from "../context.ts";
import { createCutter } from "../cutter/create-cutter.ts";
import { openFolders } from "../mcp/folders.ts";
import { serveHttp } from "../mcp/http.ts";
import { createMcpServer } from "../mcp/tools.ts";
import type { ModelOptions } from "../recipe/recipe-options.ts";

export interface McpOptions extends ModelOptions {
  http?: number;
}

const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };

/** `alphacut mcp`: tools for assistants, over standard streams or HTTP, until the other side hangs up or Ctrl-C. */
export async function serveMcp(names: string[], options: McpOptions, context: Context): Promise<ExitCode> {
  const folders = await openFolders(names);
  const cutter = await createCutter(options, context);
  const connect = () => createMcpServer({ cutter, folders, version });
  const signal = context.interruption();
  try {
    if (options.http === undefined) {
      const transport = new StdioServerTransport(context.stdin, context.stdout);
      await connect().connect(transport);
      await Promise.race([once(context.stdin, "end"), aborted(signal)]);
    } else {
      const server = await serveHttp(options.http, connect);
      context.stdout.write(`MCP is at ${server.url}\n`);
      await aborted(signal);
      await server.close();
    }
    return signal.aborted ? ExitCode.interrupted : ExitCode.done;
  } finally {
    await cutter.close();
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}
