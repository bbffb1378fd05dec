import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { EngineError } from "../errors.ts";
import { encodeGrayBmp } from "../image/bmp/encode.ts";
import type { RawPicture } from "../image/raw.ts";
import type { Config } from "./config.ts";
import { type PixelArray, type Pixels, rawShapeOf, shownAddress } from "./terms.ts";

/** A path, a `file:`, `data:` or `http(s):` address, a Blob, the bytes of a file, or pixels. */
export type ImageSource = string | URL | Blob | ArrayBuffer | ArrayBufferView | Pixels | PixelArray;

const FETCH_TIMEOUT_MS = 60_000;

/**
 * The picture as the engine takes it.
 * @throws EngineError `InvalidImage` for what is no picture, or cannot be read, without repeating more than a part of it
 */
export async function readSource(
  image: ImageSource,
  { fetchArgs }: Config = {},
): Promise<Uint8Array | RawPicture> {
  if (typeof image === "string" || image instanceof URL)
    return readAddress(toUrl(image), fetchArgs as RequestInit);
  if (image instanceof ArrayBuffer) return new Uint8Array(image);
  if (ArrayBuffer.isView(image)) return new Uint8Array(image.buffer, image.byteOffset, image.byteLength);
  if (image instanceof Blob) return readBlob(image);
  if (typeof image === "object" && image !== null) {
    if ("shape" in image) return rawPicture(image.data, image.shape);
    if ("width" in image) return rawPicture(image.data, [image.height, image.width, 4]);
  }
  throw invalid("The picture is none: it takes a path, an address, a Blob, bytes, or pixels");
}

/** The same for a mask, as a picture in a file. */
export async function readMask(image: ImageSource, config: Config): Promise<Uint8Array> {
  const mask = await readSource(image, config);
  if (mask instanceof Uint8Array) return mask;
  const { data, width, height, channels } = mask as Omit<RawPicture, "channels"> & { channels: number };
  const gray = new Uint8Array(width * height);
  for (let i = 0; i < gray.length; i++) gray[i] = data[i * channels]!;
  return encodeGrayBmp({ width, height, data: gray });
}

function toUrl(address: string | URL): URL {
  if (address instanceof URL) return address;
  return /^(https?|file|data|blob):/i.test(address) && URL.canParse(address)
    ? new URL(address)
    : pathToFileURL(resolve(address));
}

async function readAddress(url: URL, fetchArgs: RequestInit | undefined): Promise<Uint8Array | RawPicture> {
  const name = shownAddress(url.href);
  if (url.protocol === "file:") {
    return readFile(fileURLToPath(url)).catch((error: NodeJS.ErrnoException) => {
      throw invalid(`Cannot read ${name}: ${error.code}`);
    });
  }
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS), ...fetchArgs }).catch(
    (error: Error) => {
      throw invalid(`Cannot read ${name}: ${(error.cause as Error | undefined)?.message ?? error.message}`);
    },
  );
  if (!response.ok) throw invalid(`Cannot read ${name}: status ${response.status}`);
  return readBlob(await response.blob());
}

/** A file, or raw pixels with their size in the media type, as the functions here answer them. */
async function readBlob(blob: Blob): Promise<Uint8Array | RawPicture> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const shape = rawShapeOf(blob.type);
  return shape ? rawPicture(bytes, shape) : bytes;
}

function rawPicture(
  data: Uint8Array | Uint8ClampedArray,
  [height = 0, width = 0, channels = 0]: number[],
): RawPicture {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  // The engine says what is wrong with the numbers.
  return { width, height, channels: channels as RawPicture["channels"], data: bytes };
}

function invalid(message: string): EngineError {
  return new EngineError("InvalidImage", message);
}
