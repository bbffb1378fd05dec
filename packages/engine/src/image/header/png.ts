import { crc32 } from "node:zlib";
import { readExif } from "./exif.ts";
import { cutShort, damaged, densityOf, type ImageHeader } from "./header.ts";
import { pngChunks } from "./png-chunks.ts";

const ALPHA = 4;

/**
 * Reads the chunks of a PNG file that stand before its pixels.
 * @throws EngineError `InvalidImage` where they are damaged or cut short
 */
export function readPngHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: ImageHeader | undefined;
  for (const { name, start, data, end } of pngChunks(bytes)) {
    if (!header) {
      if (name !== "IHDR" || end - data !== 13) throw damaged("PNG", "it does not begin with its header");
      if (crc32(bytes.subarray(start + 4, end)) !== view.getUint32(end))
        throw damaged("PNG", "its header does not fit its checksum");
      header = readSize(view, data);
    } else if (name === "pHYs" && end - data === 9) {
      const dpi =
        view.getUint8(data + 8) === 1 && densityOf(view.getUint32(data), view.getUint32(data + 4), "meter");
      if (dpi) header.dpi = dpi;
    } else if (name === "tRNS") {
      header.hasAlpha = true;
    } else if (name === "eXIf") {
      const { orientation, dpi } = readExif(bytes.subarray(data, end));
      if (orientation) header.orientation = orientation;
      if (dpi) header.dpi ??= dpi;
    } else if (name === "IDAT") {
      return header;
    } else if (name === "IEND") {
      throw damaged("PNG", "it has no pixels");
    }
  }
  throw cutShort("PNG");
}

function readSize(view: DataView, data: number): ImageHeader {
  const width = view.getUint32(data);
  const height = view.getUint32(data + 4);
  if (width === 0 || height === 0) throw damaged("PNG", `a size of ${width} × ${height}`);
  return { width, height, orientation: 1, hasAlpha: (view.getUint8(data + 9) & ALPHA) !== 0 };
}
