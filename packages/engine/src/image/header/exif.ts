import { type Density, densityOf, type Orientation } from "./header.ts";

export interface Exif {
  orientation?: Orientation;
  dpi?: Density;
}

const Tag = {
  orientation: 0x0112,
  xResolution: 0x011a,
  yResolution: 0x011b,
  resolutionUnit: 0x0128,
} as const;
const Type = { short: 3, rational: 5 } as const;
const ENTRY_SIZE = 12;
/** Cameras write about twenty into the first directory. */
const MAX_ENTRIES = 500;
const PREFIX = [0x45, 0x78, 0x69, 0x66, 0, 0];

/**
 * Reads orientation and resolution from the first directory of an EXIF block (a TIFF header, tag numbers of EXIF 2.32), with
 * or without "Exif" before it. It follows no pointer to another directory, so a block can be as long, deep or circular as it
 * likes. What makes no sense is left out; it never throws.
 */
export function readExif(block: Uint8Array): Exif {
  const tiff = PREFIX.every((byte, i) => block[i] === byte) ? block.subarray(PREFIX.length) : block;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.length < 8) return {};
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return {};
  const little = order === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return {};
  const count = Math.min(view.getUint16(directory, little), MAX_ENTRIES);

  const values = new Map<number, number>();
  for (let i = 0, at = directory + 2; i < count && at + ENTRY_SIZE <= tiff.length; i++, at += ENTRY_SIZE) {
    const value = readValue(view, at, little);
    const tag = view.getUint16(at, little);
    if (value !== undefined && !values.has(tag)) values.set(tag, value);
  }
  const orientation = values.get(Tag.orientation);
  const dpi = densityFrom(values);
  return {
    ...(isOrientation(orientation) && { orientation }),
    ...(dpi && { dpi }),
  };
}

/** The first value of an entry, where it is a SHORT or a RATIONAL within the block. */
function readValue(view: DataView, at: number, little: boolean): number | undefined {
  const type = view.getUint16(at + 2, little);
  if (view.getUint32(at + 4, little) === 0) return undefined;
  if (type === Type.short) return view.getUint16(at + 8, little);
  if (type !== Type.rational) return undefined;
  const offset = view.getUint32(at + 8, little);
  if (offset + 8 > view.byteLength) return undefined;
  return view.getUint32(offset, little) / view.getUint32(offset + 4, little);
}

/** Unit 2 is the inch, also where none is given; 3 the centimeter. */
function densityFrom(values: ReadonlyMap<number, number>): Density | undefined {
  const x = values.get(Tag.xResolution);
  const unit = values.get(Tag.resolutionUnit) ?? 2;
  if (x === undefined || (unit !== 2 && unit !== 3)) return undefined;
  return densityOf(x, values.get(Tag.yResolution) ?? x, unit === 2 ? "inch" : "centimeter");
}

function isOrientation(value: number | undefined): value is Orientation {
  return value !== undefined && value >= 1 && value <= 8;
}
