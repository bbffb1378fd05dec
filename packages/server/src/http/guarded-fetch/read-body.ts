import type { IncomingMessage } from "node:http";
import { pipeline, type Readable, Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { FetchFailure } from "./fetch-failure.ts";

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
/** Nobody encodes twice in earnest. */
const MOST_ENCODINGS = 2;

/**
 * Reads a whole body, decompressed. Bytes are counted as they come, on the wire and after each decompression, so a bomb is
 * given up when it reaches the limit and not when memory ends.
 *
 * @throws FetchFailure `DownloadTooLarge`, `DownloadFailed` for an unknown encoding; the stream's error for a broken body
 */
export async function readBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(response.headers["content-length"]) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Buffer[] = [];
  for await (const chunk of decoded(response, maxBytes)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function decoded(response: IncomingMessage, maxBytes: number): Readable {
  const encodings = (response.headers["content-encoding"] ?? "")
    .split(",")
    .map((encoding) => encoding.trim().toLowerCase())
    .filter((encoding) => encoding !== "" && encoding !== "identity");
  const decoders = encodings.reverse().map((encoding) => DECODERS[encoding]);
  if (decoders.length > MOST_ENCODINGS || decoders.includes(undefined))
    throw new FetchFailure(
      "DownloadFailed",
      `The answer's encoding '${encodings.join(", ").slice(0, 40)}' is unknown`,
    );
  const steps = decoders.flatMap((decoder) => [decoder!(), counter(maxBytes)]);
  // Errors reach whoever reads the last stream.
  return pipeline([response, counter(maxBytes), ...steps], () => {}) as unknown as Readable;
}

function counter(maxBytes: number): Transform {
  let total = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      total += chunk.length;
      if (total > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
}

function tooLarge(maxBytes: number): FetchFailure {
  return new FetchFailure("DownloadTooLarge", `There are more than ${Math.floor(maxBytes / 1024 ** 2)} MB`);
}
