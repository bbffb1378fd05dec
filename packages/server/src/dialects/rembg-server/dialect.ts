import type { FastifyInstance } from "fastify";
import { everyFormat } from "../../cutout/image-rules.ts";
import type { CutoutDialect } from "../../cutout-routes/cutout-route.ts";
import { limitHeaders } from "../../http/answer-headers.ts";
import { keyOrToken } from "../../http/credentials.ts";
import { describeImageProblem, errorShape } from "./errors.ts";
import { type RemoveModels, removeRoutes } from "./remove.ts";

const MAX_BYTES = 50 * 1024 * 1024;

/**
 * The HTTP server of the Python tool rembg (`rembg s`): `GET` and `POST /api/remove`. It knows no keys; those who send one
 * are its account, all others anonymous.
 */
export function rembgServer(models: RemoveModels): CutoutDialect {
  return {
    prefix: "/api/remove",
    // The original looks at the bytes only, never at the name.
    image: { formats: everyFormat, maxBytes: MAX_BYTES, maxWidth: 10_000, maxHeight: 10_000 },
    body: { kinds: ["multipart"], files: { file: MAX_BYTES } },
    credentials: keyOrToken,
    routes: removeRoutes(models),
    errors: errorShape,
    limitHeaders,
    describeImageProblem,
  };
}

/** Clients of rembg's server ask for its page of documentation to see whether it is there. */
export function serveRembgPage(app: FastifyInstance): void {
  app.get("/api", (_request, reply) => reply.type("text/html; charset=utf-8").send(PAGE));
}

const PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>rembg API</title>
<body><h1>rembg API</h1>
<p><code>GET /api/remove?url=…</code> and <code>POST /api/remove</code> with the picture in the field <code>file</code> answer the
cutout as a PNG. All parameters: <a href="/reference">API reference</a>. Moving over: <a href="/docs/from-rembg">guide</a>.</p>
</body></html>
`;
