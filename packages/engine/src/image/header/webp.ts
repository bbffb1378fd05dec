import { readExif } from "./exif.ts";
import { cutShort, damaged, type ImageHeader } from "./header.ts";
import { type WebpChunk, webpChunks } from "./webp-chunks.ts";

/** Flags of `VP8X` (https://developers.google.com/speed/webp/docs/riff_container). */
export const WebpFlag = { alpha: 0x10, exif: 0x08, xmp: 0x04 } as const;

/**
 * Reads the header of a WebP file, lossy, lossless or extended; of an animation, the size of its canvas.
 * @throws EngineError `InvalidImage` where it is damaged or cut short
 */
export function readWebpHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: ImageHeader | undefined;
  for (const chunk of webpChunks(bytes)) {
    header ??= readFirst(view, chunk);
    if (chunk.name === "ALPH" || (chunk.name === "VP8L" && readLossless(view, chunk).hasAlpha))
      header.hasAlpha = true;
    if (chunk.name === "EXIF") {
      Object.assign(header, readExif(bytes.subarray(chunk.data, chunk.end)));
      break;
    }
  }
  if (!header) throw cutShort("WebP");
  return header;
}

function readFirst(view: DataView, chunk: WebpChunk): ImageHeader {
  switch (chunk.name) {
    case "VP8 ":
      return readLossy(view, chunk);
    case "VP8L":
      return readLossless(view, chunk);
    case "VP8X":
      return readExtended(view, chunk);
    default:
      throw damaged("WebP", "it does not begin with a picture");
  }
}

/** RFC 6386, section 9.1: three bytes of frame tag, the start code, 14 bits a side. */
function readLossy(view: DataView, { data, end }: WebpChunk): ImageHeader {
  if (end - data < 10) throw cutShort("WebP");
  if (view.getUint16(data + 3) !== 0x9d01 || view.getUint8(data + 5) !== 0x2a)
    throw damaged("WebP", "it has no start code");
  return sized(view.getUint16(data + 6, true) & 0x3fff, view.getUint16(data + 8, true) & 0x3fff, false);
}

/** A signature byte, 14 bits a side less one, a bit for alpha. */
function readLossless(view: DataView, { data, end }: WebpChunk): ImageHeader {
  if (end - data < 5) throw cutShort("WebP");
  if (view.getUint8(data) !== 0x2f) throw damaged("WebP", "it has no lossless signature");
  const bits = view.getUint32(data + 1, true);
  return sized((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1, ((bits >>> 28) & 1) === 1);
}

/** Flags, three bytes reserved, 24 bits a side less one. */
function readExtended(view: DataView, { data, end }: WebpChunk): ImageHeader {
  if (end - data < 10) throw cutShort("WebP");
  const side = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
  return sized(side(data + 4), side(data + 7), (view.getUint8(data) & WebpFlag.alpha) !== 0);
}

function sized(width: number, height: number, hasAlpha: boolean): ImageHeader {
  if (width === 0 || height === 0) throw damaged("WebP", `a size of ${width} × ${height}`);
  return { width, height, orientation: 1, hasAlpha };
}
