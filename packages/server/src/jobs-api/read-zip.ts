import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import { Unzip, type UnzipFile, UnzipInflate, UnzipPassThrough } from "fflate";
import { extensionOf } from "../cutout/file-extension.ts";
import { RequestError } from "../http/failure.ts";
import { feedBody } from "../http/feed-body.ts";

export interface ZipReader {
  /** The stream must be read. */
  file(name: string, stream: PassThrough): void;
  /** Waited for before more is read. */
  ready(): Promise<void>;
}

/** What the engine reads, by the names that files have. */
const PICTURES = ["jpg", "jpeg", "png", "webp", "bmp", "gif", "tif", "tiff", "avif", "heic", "heif"];
/** A piece can unpack to a thousand times its bytes. */
const PIECE_BYTES = 8 * 1024;
const MOST_SKIPPED = 100;

/**
 * Reads the pictures of a ZIP as it arrives, no faster than they are taken. What is no picture by its name, and what systems
 * put beside pictures, is skipped.
 *
 * @returns names of what was skipped, the first hundred
 * @throws RequestError `MalformedBody`, `UploadStalled`; EngineError `Aborted`; what the reader throws
 */
export async function readZip(
  request: IncomingMessage,
  reader: ZipReader,
  limits: { signal: AbortSignal; idleTimeoutMs: number },
): Promise<{ skipped: string[] }> {
  const skipped: string[] = [];
  const open = new Set<PassThrough>();
  let found = 0;
  await feedBody(request, limits, (fail) => {
    const broken = (cause?: unknown) =>
      new RequestError("MalformedBody", "It is no ZIP, or it is damaged or cut short", { cause });
    const unzip = new Unzip((entry) => {
      found++;
      if (isSkipped(entry)) {
        if (skipped.length < MOST_SKIPPED && !entry.name.endsWith("/"))
          skipped.push(entry.name.slice(0, 255));
        return;
      }
      const stream = new PassThrough();
      stream.on("error", () => {});
      open.add(stream);
      entry.ondata = (error, data, isLast) => {
        if (error) return fail(broken(error));
        stream.write(data);
        if (!isLast) return;
        open.delete(stream);
        stream.end();
      };
      reader.file(entry.name, stream);
      entry.start();
    });
    unzip.register(UnzipPassThrough);
    unzip.register(UnzipInflate);
    const push = async (piece: Buffer, isLast: boolean) => {
      try {
        unzip.push(piece, isLast);
      } catch (error) {
        throw broken(error);
      }
      for (const stream of open) if (stream.writableNeedDrain) await once(stream, "drain");
      await reader.ready();
    };
    return {
      async write(chunk) {
        for (let from = 0; from < chunk.length; from += PIECE_BYTES)
          await push(chunk.subarray(from, from + PIECE_BYTES), false);
      },
      async end() {
        await push(Buffer.alloc(0), true);
        if (open.size > 0 || found === 0) throw broken();
      },
    };
  }).finally(() => {
    for (const stream of open) stream.destroy(new Error("The ZIP was cut short"));
  });
  return { skipped };
}

function isSkipped({ name, compression }: UnzipFile): boolean {
  const parts = name.split("/");
  const last = parts.at(-1) ?? "";
  if (parts.includes("__MACOSX") || last.startsWith(".")) return true;
  return !PICTURES.includes(extensionOf(last)) || (compression !== 0 && compression !== 8);
}
