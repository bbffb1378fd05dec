import { cutShort, damaged } from "./header.ts";
import { type JpegSegment, jpegScanSegments, Marker } from "./jpeg-segments.ts";

/**
 * Encoders write one scan, progressive ones about ten. Every further scan costs a walk over all blocks of the picture, though
 * it may take sixteen bytes of the file.
 */
const MAX_SCANS = 100;
const COEFFICIENTS = 64;

/**
 * Walks the scans of a JPEG of several.
 *
 * @param first the first scan's header
 * @param components of the frame
 * @returns whether the file has its end marker
 * @throws EngineError `InvalidImage` when there are more scans than any encoder writes, or when the file ends without end
 * marker before every coefficient of every component has had all of its bits
 */
export function checkScans(bytes: Uint8Array, first: JpegSegment, components: number): void {
  /** By component: the lowest bit that each coefficient has had (`Al`), or -1 for none. */
  const lowest = new Map<number, Int8Array>();
  let scans = 0;
  const take = (segment: JpegSegment) => {
    if (++scans > MAX_SCANS)
      throw damaged("JPEG", `it has more than ${MAX_SCANS} scans, which no encoder writes`);
    readScan(bytes, segment, lowest);
  };
  take(first);
  const rest = jpegScanSegments(bytes, first.end);
  for (let step = rest.next(); ; step = rest.next()) {
    if (step.done) {
      const isWhole =
        lowest.size >= components && [...lowest.values()].every((bits) => bits.every((bit) => bit === 0));
      if (!step.value.ended && !isWhole) throw cutShort("JPEG");
      return;
    }
    if (step.value.marker === Marker.sos) take(step.value);
  }
}

/** ITU-T T.81, section B.2.3: the components, then first and last coefficient, then `Ah` and `Al`. */
function readScan(bytes: Uint8Array, { data, end }: JpegSegment, lowest: Map<number, Int8Array>): void {
  const count = bytes[data] ?? 0;
  const spectrum = data + 1 + count * 2;
  if (spectrum + 3 > end) throw damaged("JPEG", "a scan's header is too short");
  const from = bytes[spectrum]!;
  const to = Math.min(bytes[spectrum + 1]!, COEFFICIENTS - 1);
  const bit = bytes[spectrum + 2]! & 15;
  for (let i = 0; i < count; i++) {
    const component = bytes[data + 1 + i * 2]!;
    const bits = lowest.get(component) ?? new Int8Array(COEFFICIENTS).fill(-1);
    bits.fill(bit, from, to + 1);
    lowest.set(component, bits);
  }
}
