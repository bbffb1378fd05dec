import { constants } from "node:zlib";
import fastifyCompress from "@fastify/compress";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

const YEAR_SECONDS = 31_536_000;

/**
 * Gives the routes of `scope` a `reply.sendFile` for files below `folder`, compressed. Files under `assets/` have their
 * hash in the name and never change; everything else is asked for anew each time.
 */
export async function sendFilesFrom(scope: FastifyInstance, folder: string): Promise<void> {
  await scope.register(fastifyCompress, {
    encodings: ["br", "gzip"],
    // The library's default takes a second for a script; this is nearly as small.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } },
  });
  await scope.register(fastifyStatic, {
    root: folder,
    serve: false,
    index: false,
    cacheControl: false,
    setHeaders(reply, path) {
      const isHashed = path.includes("/assets/");
      reply.header("cache-control", isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache");
    },
  });
}
