import { MAX_PROFILE_BYTES } from "../header/header.ts";
import { isFrame, isNamed } from "../header/jpeg.ts";
import { type JpegSegment, jpegSegments, Marker } from "../header/jpeg-segments.ts";

const END_MARKER = new Uint8Array([0xff, Marker.eoi]);
/** Number of components, and Adobe's color transform, from the start of their segments on. */
const FRAME_COMPONENTS = 9;
const ADOBE_TRANSFORM = 15;
const AdobeTransform = { none: 0, ycc: 1, ycck: 2 } as const;

/**
 * Keeps frame, tables and scans, and what tells the meaning of the colors: JFIF, Adobe and the color profile. Stray bytes
 * between segments go, and what browsers do not mind is mended: a missing end marker, an Adobe transform that does not fit
 * the number of components.
 */
export function sanitizeJpeg(bytes: Uint8Array): Uint8Array {
  const profile: Uint8Array[] = [];
  const tables: Uint8Array[] = [];
  let adobe: Uint8Array | undefined;
  let components = 3;
  for (const segment of jpegSegments(bytes)) {
    const { marker, start, end } = segment;
    if (marker === Marker.sos) {
      // An end marker that follows another one is never read.
      tables.push(bytes.subarray(start), END_MARKER);
      break;
    }
    const part = bytes.subarray(start, end);
    if (isFrame(marker)) components = part[FRAME_COMPONENTS]!;
    if (isProfile(bytes, segment)) profile.push(part);
    else if (marker === Marker.app14 && isNamed(bytes, segment, "Adobe")) adobe = part;
    else if (!isDescription(marker) || isNamed(bytes, segment, "JFIF\0")) tables.push(part);
  }
  const profileSize = profile.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([
    bytes.subarray(0, 2),
    ...(adobe ? [withFittingTransform(adobe, components)] : []),
    ...(profileSize <= MAX_PROFILE_BYTES ? profile : []),
    ...tables,
  ]);
}

function isProfile(bytes: Uint8Array, segment: JpegSegment): boolean {
  return segment.marker === Marker.app2 && isNamed(bytes, segment, "ICC_PROFILE\0");
}

/** Application data and comments. */
function isDescription(marker: number): boolean {
  return (marker & 0xf0) === 0xe0 || marker === Marker.com;
}

function withFittingTransform(adobe: Uint8Array, components: number): Uint8Array {
  const coded = components === 4 ? AdobeTransform.ycck : AdobeTransform.ycc;
  const transform = adobe[ADOBE_TRANSFORM];
  if (transform === undefined || transform === AdobeTransform.none || transform === coded) return adobe;
  return Uint8Array.from(adobe, (byte, i) => (i === ADOBE_TRANSFORM ? coded : byte));
}
