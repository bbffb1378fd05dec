import { readExif } from "./exif.ts";
import { damaged, densityOf, type ImageHeader } from "./header.ts";
import { checkScans } from "./jpeg-scans.ts";
import { type JpegSegment, jpegSegments, Marker } from "./jpeg-segments.ts";

interface Frame {
  width: number;
  height: number;
  components: number;
  isProgressive: boolean;
}

/**
 * Reads the header of a JPEG file and counts its scans.
 * @throws EngineError `InvalidImage` where it is damaged, cut short, or built to be slow
 */
export function readJpegHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frame: Frame | undefined;
  let density: ImageHeader["dpi"];
  let exif: ReturnType<typeof readExif> | undefined;
  for (const segment of jpegSegments(bytes)) {
    const { marker, data, end } = segment;
    if (marker === Marker.app0) density ??= readJfifDensity(view, segment);
    if (marker === Marker.app1 && !exif && isNamed(bytes, segment, "Exif\0"))
      exif = readExif(bytes.subarray(data, end));
    if (isFrame(marker)) {
      if (frame) throw damaged("JPEG", "it has two frames");
      frame = readFrame(view, segment);
    }
    if (marker !== Marker.sos) continue;
    if (!frame) throw damaged("JPEG", "it has no frame before its first scan");
    // Otherwise the first scan holds everything, and decoders read no other.
    if (frame.isProgressive || bytes[data]! < frame.components) checkScans(bytes, segment, frame.components);
  }
  const { width, height } = frame!;
  const dpi = exif?.dpi ?? density;
  return { width, height, orientation: exif?.orientation ?? 1, hasAlpha: false, ...(dpi && { dpi }) };
}

/** Whether a segment's payload begins with this text. */
export function isNamed(bytes: Uint8Array, { data, end }: JpegSegment, name: string): boolean {
  return (
    data + name.length <= end &&
    Buffer.from(bytes.subarray(data, data + name.length)).equals(Buffer.from(name))
  );
}

/** Start of frame: all of C0 … CF but tables (C4), JPG (C8) and arithmetic conditioning (CC). */
export function isFrame(marker: number): boolean {
  return (marker & 0xf0) === 0xc0 && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function readFrame(view: DataView, { marker, data, end }: JpegSegment): Frame {
  if (end - data < 6) throw damaged("JPEG", "its frame header is too short");
  const height = view.getUint16(data + 1);
  const width = view.getUint16(data + 3);
  if (width === 0 || height === 0) throw damaged("JPEG", `a size of ${width} × ${height}`);
  return { width, height, components: view.getUint8(data + 5), isProgressive: (marker & 3) === 2 };
}

/** JFIF 1.02: unit 1 is dots an inch, 2 dots a centimeter, 0 an aspect ratio only. */
function readJfifDensity(view: DataView, { data, end }: JpegSegment): ImageHeader["dpi"] {
  if (end - data < 12 || view.getUint32(data) !== 0x4a464946) return undefined;
  const unit = view.getUint8(data + 7);
  if (unit !== 1 && unit !== 2) return undefined;
  return densityOf(view.getUint16(data + 8), view.getUint16(data + 10), unit === 1 ? "inch" : "centimeter");
}
