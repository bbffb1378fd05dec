import { createRequire } from "node:module";
import { EngineError } from "../errors.ts";
import { cutShort, damaged } from "./header/header.ts";
import { type HeifHeader, readHeifHeader } from "./header/heif.ts";
import type { Raster, Size } from "./raster.ts";

const require = createRequire(import.meta.url);
let instance: Libheif | undefined;

/** What is used of libheif's WebAssembly build, by its C names. */
interface Libheif {
  heif_context_alloc(): unknown;
  heif_context_read_from_memory(context: unknown, bytes: Uint8Array): HeifError;
  heif_context_free(context: unknown): void;
  heif_js_context_get_primary_image_handle(context: unknown): HeifError;
  heif_js_decode_image2(handle: unknown, colorspace: unknown, chroma: unknown): DecodedPlanes & HeifError;
  heif_image_handle_release(handle: unknown): void;
  heif_image_release(image: unknown): void;
  heif_colorspace: { heif_colorspace_RGB: unknown };
  heif_chroma: { heif_chroma_interleaved_RGBA: unknown };
}

/** Without a code where all went well. */
interface HeifError {
  code?: { value: number };
  message?: string;
}

interface DecodedPlanes {
  image: unknown;
  channels: { width: number; height: number; stride: number; data: Uint8Array }[];
}

/**
 * Decodes the primary image of a HEIC file with libheif and libde265, compiled to WebAssembly (npm `libheif-js`, LGPL-3.0,
 * loaded unmodified): sharp's libvips has no HEVC decoder. Transformations of the file are applied.
 *
 * @returns the pixels as they are stored, and the ICC profile that says what they mean
 * @throws EngineError `InvalidImage`
 */
export function decodeHeic(bytes: Uint8Array): { raster: Raster; profile: HeifHeader["profile"] } {
  const { width, height, profile } = readHeifHeader(bytes, "HEIC");
  try {
    return { raster: decodePrimary(bytes, { width, height }), profile };
  } catch (error) {
    if (error instanceof EngineError) throw error;
    // After a trap an instance of WebAssembly is in no state to go on with.
    instance = undefined;
    throw damaged("HEIC", "its data is broken", { cause: error });
  }
}

function decodePrimary(bytes: Uint8Array, { width, height }: Size): Raster {
  // Compiling takes a second and 20 MB, which only those pay who send such a picture.
  instance ??= (require("libheif-js/libheif-wasm/libheif-bundle.js") as () => Libheif)();
  const libheif = instance;
  const context = libheif.heif_context_alloc();
  try {
    check(libheif.heif_context_read_from_memory(context, bytes));
    const handle = check(libheif.heif_js_context_get_primary_image_handle(context));
    const { heif_colorspace_RGB } = libheif.heif_colorspace;
    const { heif_chroma_interleaved_RGBA } = libheif.heif_chroma;
    const { image, channels } = check(
      libheif.heif_js_decode_image2(handle, heif_colorspace_RGB, heif_chroma_interleaved_RGBA),
    );
    const [plane] = channels;
    if (plane?.width !== width || plane.height !== height)
      throw damaged("HEIC", "it is not of the size that it says");
    const data = withoutPadding(plane, width * 4);
    libheif.heif_image_release(image);
    libheif.heif_image_handle_release(handle);
    return { width, height, data };
  } finally {
    libheif.heif_context_free(context);
  }
}

function withoutPadding({ data, stride, height }: DecodedPlanes["channels"][0], rowSize: number): Uint8Array {
  const packed = new Uint8Array(rowSize * height);
  for (let y = 0; y < height; y++) packed.set(data.subarray(y * stride, y * stride + rowSize), y * rowSize);
  return packed;
}

function check<T extends HeifError>(result: T): T {
  if (result.code && result.code.value !== 0) throw undecodable(result.message ?? "");
  return result;
}

function undecodable(message: string): EngineError {
  return /end of (file|data)|EOF|premature/i.test(message)
    ? cutShort("HEIC", { cause: new Error(message) })
    : damaged("HEIC", "its data is broken", { cause: new Error(message) });
}
