import { createReadStream } from "node:fs";
import { join } from "node:path";
import { type BrowserForms, browserForms } from "@alphacut/engine";
import type { FastifyInstance } from "fastify";
import { RequestError } from "../http/failure.ts";

const YEAR_SECONDS = 31_536_000;

/**
 * Hands the editor the model that browsers run by themselves: `isnet.json` says which files there are and what their
 * checksums are. They are prepared when somebody asks for the first time.
 *
 * @param folder of nothing else; undefined: the operator has turned it off, and there is nothing at these addresses
 */
export function serveOnDevice(app: FastifyInstance, folder: string | undefined): void {
  if (folder === undefined) return;
  let preparing: Promise<BrowserForms> | undefined;

  /** Of all who ask meanwhile the first one starts it; after a failure the next one tries anew. */
  function forms(directory: string): Promise<BrowserForms> {
    preparing ??= browserForms(directory).catch((error: unknown) => {
      preparing = undefined;
      throw error;
    });
    return preparing;
  }

  app.get("/on-device/isnet.json", async (_request, reply) =>
    reply.header("cache-control", "no-cache").send(await forms(folder)),
  );
  app.get<{ Params: { file: string } }>("/on-device/:file", async (request, reply) => {
    const known = Object.values(await forms(folder)).find(({ file }) => file === request.params.file);
    if (!known) throw new RequestError("NotFound", "There is no such model");
    return (
      reply
        // Who asks names the version in the query, as the manifest has it.
        .headers({
          "cache-control": `public, max-age=${YEAR_SECONDS}, immutable`,
          "content-length": known.bytes,
        })
        .type("application/octet-stream")
        .send(createReadStream(join(folder, known.file)))
    );
  });
}
