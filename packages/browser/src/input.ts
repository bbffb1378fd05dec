import {
  EngineError,
  type PixelArray,
  type Pixels,
  rawShapeOf,
  shownAddress,
} from "@alphacut/engine/portable";

/** An address (relative ones too), a Blob or File, the bytes of a file, or pixels. */
export type ImageSource = string | URL | Blob | ArrayBuffer | ArrayBufferView | Pixels | PixelArray;

/** Pixels without a file around them: 1 (gray), 3 (RGB) or 4 (RGBA, straight alpha) bytes each. */
export interface RawPixels {
  width: number;
  height: number;
  channels: number;
  data: Uint8Array;
}

/** A picture as it goes to the worker: a file, or pixels. */
export type Source = Blob | RawPixels;

const FETCH_TIMEOUT_MS = 60_000;

/** @throws EngineError `InvalidImage` for what is no picture, or cannot be read; the signal's reason */
export async function readSource(
  image: ImageSource,
  { fetchArgs, signal }: { fetchArgs?: RequestInit; signal?: AbortSignal | undefined } = {},
): Promise<Source> {
  if (typeof image === "string" || image instanceof URL) return readAddress(image, fetchArgs, signal);
  if (image instanceof Blob) return readBlob(image);
  if (image instanceof ArrayBuffer) return new Blob([image]);
  if (ArrayBuffer.isView(image)) return new Blob([image as ArrayBufferView<ArrayBuffer>]);
  if (typeof image === "object" && image !== null) {
    if ("shape" in image) return rawPixels(image.data, image.shape);
    if ("width" in image) return rawPixels(image.data, [image.height, image.width, 4]);
  }
  throw invalid("The picture is none: it takes an address, a Blob, bytes, or pixels");
}

async function readAddress(
  address: string | URL,
  fetchArgs: RequestInit | undefined,
  signal: AbortSignal | undefined,
): Promise<Source> {
  const name = shownAddress(String(address));
  const deadline = AbortSignal.timeout(FETCH_TIMEOUT_MS);
  try {
    const signals = signal ? [signal, deadline] : [deadline];
    const response = await fetch(address, { signal: AbortSignal.any(signals), ...fetchArgs });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await readBlob(await response.blob());
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof EngineError) throw error;
    throw invalid(`Cannot read ${name}: ${(error as Error).message}`);
  }
}

/** A file, or raw pixels with their size in the media type, as the functions here answer them. */
async function readBlob(blob: Blob): Promise<Source> {
  const shape = rawShapeOf(blob.type);
  return shape ? rawPixels(new Uint8Array(await blob.arrayBuffer()), shape) : blob;
}

function rawPixels(
  data: Uint8Array | Uint8ClampedArray,
  [height = 0, width = 0, channels = 0]: number[],
): RawPixels {
  const isSide = (side: number) => Number.isInteger(side) && side >= 1;
  if (!isSide(width) || !isSide(height) || ![1, 3, 4].includes(channels))
    throw invalid(
      `Raw pixels need whole sides and 1, 3 or 4 channels, not ${width} × ${height} × ${channels}`,
    );
  const expected = width * height * channels;
  if (data.length !== expected)
    throw invalid(`${width} × ${height} × ${channels} raw pixels take ${expected} bytes, not ${data.length}`);
  return { width, height, channels, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}

function invalid(message: string): EngineError {
  return new EngineError("InvalidImage", message);
}
