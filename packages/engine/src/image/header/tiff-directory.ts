import { cutShort, damaged } from "./header.ts";

/** Tag numbers of TIFF 6.0 and its supplements. */
export const TiffTag = {
  width: 256,
  height: 257,
  compression: 259,
  orientation: 274,
  samplesPerPixel: 277,
  xResolution: 282,
  yResolution: 283,
  resolutionUnit: 296,
  extraSamples: 338,
  profile: 34675,
} as const;

export interface TiffEntry {
  tag: number;
  /** Of the twelve bytes in the file. */
  start: number;
  /** Number of values. */
  count: number;
  /** The first value, where it is a byte, a number of two or four bytes or a fraction; otherwise where the values stand. */
  value: number;
}

/** The first directory of a TIFF file. */
export interface TiffDirectory {
  isLittleEndian: boolean;
  start: number;
  entries: TiffEntry[];
}

export const ENTRY_SIZE = 12;
const MAX_ENTRIES = 500;
const Type = { byte: 1, short: 3, rational: 5 } as const;

/** @throws EngineError `InvalidImage` */
export function readFirstDirectory(bytes: Uint8Array): TiffDirectory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const isLittleEndian = view.getUint8(0) === 0x49;
    const start = view.getUint32(4, isLittleEndian);
    const count = view.getUint16(start, isLittleEndian);
    if (count > MAX_ENTRIES) throw damaged("TIFF", `it has more than ${MAX_ENTRIES} entries`);
    const entries = Array.from({ length: count }, (_, i) =>
      readEntry(view, start + 2 + i * ENTRY_SIZE, isLittleEndian),
    );
    return { isLittleEndian, start, entries };
  } catch (error) {
    throw error instanceof RangeError ? cutShort("TIFF", { cause: error }) : error;
  }
}

function readEntry(view: DataView, start: number, little: boolean): TiffEntry {
  const value = view.getUint32(start + 8, little);
  return {
    tag: view.getUint16(start, little),
    start,
    count: view.getUint32(start + 4, little),
    value: firstValue(view, view.getUint16(start + 2, little), start + 8, value, little),
  };
}

function firstValue(view: DataView, type: number, at: number, value: number, little: boolean): number {
  if (type === Type.byte) return view.getUint8(at);
  if (type === Type.short) return view.getUint16(at, little);
  if (type === Type.rational) return view.getUint32(value, little) / view.getUint32(value + 4, little);
  return value;
}
