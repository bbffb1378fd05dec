import type { EngineError } from "../../errors.ts";
import { cutShort, damaged } from "./header.ts";

/** Second bytes of the markers that matter here (ITU-T T.81, table B.1). */
export const Marker = {
  app0: 0xe0,
  app1: 0xe1,
  app2: 0xe2,
  app14: 0xee,
  com: 0xfe,
  sos: 0xda,
  eoi: 0xd9,
} as const;

/** A marker with its parameters: `FF`, the marker, two bytes of length, the payload. */
export interface JpegSegment {
  marker: number;
  /** Of the `FF`. */
  start: number;
  /** Of the payload, behind the length. */
  data: number;
  end: number;
}

/** An ICC profile takes up to 255; extended XMP and multi-picture files add some hundred. */
const MAX_SEGMENTS = 5000;

/**
 * The segments before the entropy-coded data, the first scan's own (SOS) last. Stray bytes between them are skipped, as
 * libjpeg does.
 *
 * @throws EngineError `InvalidImage`
 */
export function* jpegSegments(bytes: Uint8Array): Generator<JpegSegment, void> {
  let position = 2;
  for (let count = 0; count < MAX_SEGMENTS; count++) {
    const start = findMarker(bytes, position);
    if (start === undefined) throw cutShort("JPEG");
    if (bytes[start + 1] === Marker.eoi) throw damaged("JPEG", "it ends before its first scan");
    const segment = segmentAt(bytes, start);
    yield segment;
    if (segment.marker === Marker.sos) return;
    position = segment.end;
  }
  throw tooMany();
}

/**
 * The segments between and behind scans, from within entropy-coded data on.
 * @param position behind the first scan's header
 * @returns whether the end marker was there, or only the end of the file
 * @throws EngineError `InvalidImage`
 */
export function* jpegScanSegments(
  bytes: Uint8Array,
  position: number,
): Generator<JpegSegment, { ended: boolean }> {
  let from = position;
  for (let count = 0; count < MAX_SEGMENTS; count++) {
    const start = findMarker(bytes, from);
    if (start === undefined) return { ended: false };
    if (bytes[start + 1] === Marker.eoi) return { ended: true };
    const segment = segmentAt(bytes, start);
    yield segment;
    from = segment.end;
  }
  throw tooMany();
}

function tooMany(): EngineError {
  return damaged("JPEG", `it has more than ${MAX_SEGMENTS} segments`);
}

function segmentAt(bytes: Uint8Array, start: number): JpegSegment {
  const length = ((bytes[start + 2] ?? 0) << 8) | (bytes[start + 3] ?? 0);
  const end = start + 2 + length;
  if (start + 4 > bytes.length || end > bytes.length) throw cutShort("JPEG");
  if (length < 2) throw damaged("JPEG", "a segment has no length");
  return { marker: bytes[start + 1]!, start, data: start + 4, end };
}

/**
 * Where the next `FF` of a marker with parameters, or of the end marker, stands. Passed over are stuffed zeros, fill bytes and
 * what has no parameters: TEM (01), restarts (D0 … D7), another start (D8). A plain loop, because hostile files consist of those.
 */
function findMarker(bytes: Uint8Array, position: number): number | undefined {
  for (let at = position; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1]!;
    if (next > 0x01 && next !== 0xff && (next < 0xd0 || next > 0xd8)) return at;
  }
  return undefined;
}
