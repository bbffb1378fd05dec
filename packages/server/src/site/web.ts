import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { pathOf } from "../http/error-shape.ts";
import { RequestError } from "../http/failure.ts";
import { type Branding, brandPage } from "./branding.ts";
import { sendFilesFrom } from "./static-files.ts";

/** Where the build puts the pages. */
export const WEB_FOLDER = fileURLToPath(new URL("../../../web/dist/", import.meta.url));

/** Every page of the pages' own router; at any other address it says that there is no such page. */
const PAGES = [
  "/",
  "/reference",
  "/sign-in",
  "/sign-up",
  "/forgot-password",
  "/reset-password",
  "/dashboard",
  "/dashboard/jobs",
  "/dashboard/keys",
  "/dashboard/requests",
  "/dashboard/billing",
  "/dashboard/profile",
  "/dashboard/admin/users",
  "/dashboard/admin/audit",
  "/dashboard/admin/system",
];

/** What programs ask for, whatever they say they accept; the guides have a page of their own for this. */
const NO_PAGES = /^\/(api|rmbg|v2|docs)(\/|$)/;

const HTML = "text/html; charset=utf-8";

const SHARED_POLICY = [
  "default-src 'self'",
  "img-src 'self' blob: data:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];
/** WebAssembly is what the model runs on where the editor cuts out in the browser. */
const CONTENT_SECURITY_POLICY = [...SHARED_POLICY, "script-src 'self' 'wasm-unsafe-eval'"].join("; ");
/** The library that shows the API puts its styles into the page itself. */
const REFERENCE_POLICY = [
  ...SHARED_POLICY,
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
].join("; ");

/**
 * Isolates the pages from those of other origins, which browsers ask for before they let threads share memory. The policy above
 * lets nothing of other origins into a page, and no page works with another window, so nothing else changes.
 */
const ISOLATION = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/**
 * Serves the editor and the dashboard from `folder`, if it was built: files by their names, one page at every address of
 * `PAGES`.
 */
export function serveWeb(app: FastifyInstance, folder: string, branding: Branding): void {
  if (!existsSync(`${folder}/index.html`)) return;
  app.register(async (scope) => {
    await sendFilesFrom(scope, folder);
    scope.addHook("onRequest", async (request, reply) => {
      const isReference = request.routeOptions.url?.startsWith("/reference");
      reply.header("content-security-policy", isReference ? REFERENCE_POLICY : CONTENT_SECURITY_POLICY);
      reply.headers(ISOLATION);
    });
    // Scripts come and go with every build, so they are looked up when they are asked for.
    scope.get<{ Params: { "*": string } }>("/assets/*", (request, reply) =>
      reply.sendFile(`assets/${request.params["*"]}`),
    );
    for (const name of namesIn(folder)) scope.get(`/${name}`, (_request, reply) => reply.sendFile(name));
    for (const page of PAGES) {
      // The router takes addresses with a last slash for the same page.
      for (const path of new Set([page, page.replace(/\/?$/, "/")])) {
        scope.get(path, (request, reply) => sendPage(request, reply, folder, branding));
      }
    }
  });
}

/** The one page, with the operator's name; not again to a browser that has it. */
async function sendPage(request: FastifyRequest, reply: FastifyReply, folder: string, branding: Branding) {
  const page = await readPage(folder, branding);
  const etag = `W/"${createHash("sha256").update(page).digest("base64url").slice(0, 27)}"`;
  reply.headers({ etag, "cache-control": "no-cache" });
  if (request.headers["if-none-match"] === etag) return reply.status(304).send();
  return reply.type(HTML).send(page);
}

/** Read anew each time: it names the scripts of the newest build. */
async function readPage(folder: string, branding: Branding): Promise<string> {
  return brandPage(await readFile(`${folder}/index.html`, "utf8"), branding);
}

/**
 * Answers addresses that nothing else answers with 404: in a browser by the page in `folder`, which says so in its
 * reader's language and leads on; to programs, and where the pages were not built, as an error.
 */
export function answerUnknownAddresses(app: FastifyInstance, folder: string, branding: Branding): void {
  const hasPages = existsSync(`${folder}/index.html`);
  app.setNotFoundHandler(async (request, reply) => {
    if (!hasPages || !opensPage(request)) {
      throw new RequestError("NotFound", `There is nothing at ${pathOf(request)}`);
    }
    reply.headers({
      "content-security-policy": CONTENT_SECURITY_POLICY,
      "cache-control": "no-cache",
      ...ISOLATION,
    });
    return reply
      .status(404)
      .type(HTML)
      .send(await readPage(folder, branding));
  });
}

function opensPage(request: FastifyRequest): boolean {
  const acceptsPages = request.headers.accept?.includes("text/html") ?? false;
  return request.method === "GET" && acceptsPages && !NO_PAGES.test(pathOf(request));
}

function namesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}
