import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Where browsers find the packages that modules import by name: import maps don't reach workers. */
const PACKAGES: Readonly<Record<string, string>> = {
  "@alphacut/engine/portable": "/packages/engine/src/portable.ts",
  "@alphacut/pixels": "/packages/pixels/src/index.ts",
};

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
};

export interface ModuleServer {
  url: string;
  /** Paths that were asked for, in order, with what was sent for each. */
  requests: { path: string; bytes: number }[];
  /** Files by their paths, before those of the workspace. */
  files: Map<string, Uint8Array | string>;
  close(): void;
}

/**
 * Serves the workspace's sources as modules to a browser.
 *
 * @param isolated whether pages get threads: with the headers that cross-origin isolation takes
 */
export async function startModuleServer({ isolated }: { isolated: boolean }): Promise<ModuleServer> {
  const files: ModuleServer["files"] = new Map();
  const requests: ModuleServer["requests"] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url!, "http://localhost");
    if (isolated) {
      response.setHeader("cross-origin-opener-policy", "same-origin");
      response.setHeader("cross-origin-embedder-policy", "require-corp");
    }
    try {
      const own = files.get(pathname);
      const { type, body } = own
        ? { type: TYPES[extname(pathname)] ?? "text/html", body: own }
        : await fromWorkspace(pathname);
      requests.push({ path: pathname, bytes: body.length });
      response.writeHead(200, { "content-type": type }).end(body);
    } catch {
      requests.push({ path: pathname, bytes: 0 });
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    files,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function fromWorkspace(path: string): Promise<{ type: string; body: Uint8Array | string }> {
  const type = TYPES[extname(path)];
  if (type && extname(path) !== ".js") return { type, body: await readFile(join(ROOT, path)) };
  // A built module names its worker as the build will.
  const source = await readFile(join(ROOT, path.replace(/\.js$/, ".ts")), "utf8");
  const { code } = await transform(source, { loader: "ts", format: "esm", target: "es2023" });
  const body = code.replace(
    /(from\s*)"(@alphacut\/[^"]+)"/g,
    (_, from, name) => `${from}"${PACKAGES[name]}"`,
  );
  return { type: "text/javascript", body };
}
