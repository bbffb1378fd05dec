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
    const start = nextMarker(bytes, position);
    const marker = bytes[start + 1]!;
    if (marker === Marker.eoi) throw damaged("JPEG", "it ends before its first scan");
    if (isBare(marker)) {
      position = start + 2;
      continue;
    }
    const segment = segmentAt(bytes, start);
    yield segment;
    if (marker === Marker.sos) return;
    position = segment.end;
  }
  throw damaged("JPEG", `it has more than ${MAX_SEGMENTS} segments`);
}

/**
 * The segments between and behind scans, from within entropy-coded data on.
 * @param position behind the first scan's header
 * @returns whether the end marker was there, or only the end of the file
 */
export function* jpegScanSegments(
  bytes: Uint8Array,
  position: number,
): Generator<JpegSegment, { ended: boolean }> {
  while (true) {
    const start = findMarker(bytes, position);
    if (start === undefined) return { ended: false };
    if (bytes[start + 1] === Marker.eoi) return { ended: true };
    if (isBare(bytes[start + 1]!)) {
      position = start + 2;
      continue;
    }
    const segment = segmentAt(bytes, start);
    yield segment;
    position = segment.end;
  }
}

function segmentAt(bytes: Uint8Array, start: number): JpegSegment {
  const length = ((bytes[start + 2] ?? 0) << 8) | (bytes[start + 3] ?? 0);
  const end = start + 2 + length;
  if (start + 4 > bytes.length || end > bytes.length) throw cutShort("JPEG");
  if (length < 2) throw damaged("JPEG", "a segment has no length");
  return { marker: bytes[start + 1]!, start, data: start + 4, end };
}

function nextMarker(bytes: Uint8Array, position: number): number {
  const found = findMarker(bytes, position);
  if (found === undefined) throw cutShort("JPEG");
  return found;
}

/** Where the next `FF` stands that neither fills nor is stuffed. */
function findMarker(bytes: Uint8Array, position: number): number | undefined {
  for (let at = bytes.indexOf(0xff, position); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff) return at;
  }
  return undefined;
}

/** Markers without parameters: TEM, restarts, start and end of the image. */
function isBare(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= Marker.eoi);
}
