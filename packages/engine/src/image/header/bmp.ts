import { readBmpHeader } from "../bmp/header.ts";
import { densityOf, type ImageHeader } from "./header.ts";

/** From the first header on, BITMAPINFOHEADER has its resolution in pixels a meter. */
const INFO_HEADER_SIZE = 40;

/** @throws EngineError `InvalidImage`, `UnsupportedImage` */
export function readBmpImageHeader(bytes: Uint8Array): ImageHeader {
  const { width, height, hasAlpha } = readBmpHeader(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dpi =
    view.getUint32(14, true) >= INFO_HEADER_SIZE &&
    densityOf(view.getInt32(38, true), view.getInt32(42, true), "meter");
  return { width, height, orientation: 1, hasAlpha, ...(dpi && { dpi }) };
}
