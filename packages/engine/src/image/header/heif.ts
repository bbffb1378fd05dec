import { fourLetters } from "./four-letters.ts";
import { cutShort, damaged, type ImageHeader, MAX_PROFILE_BYTES } from "./header.ts";
import { type Box, boxes, findBox } from "./heif-boxes.ts";

export interface HeifHeader extends ImageHeader {
  /** The ICC profile of the primary image. */
  profile?: Uint8Array;
}

/** Of the two URNs that mean an auxiliary image is alpha, the second is HEVC's own. */
const ALPHA = /:alpha\0|:auxid:1\0/;

/**
 * How many times as many pixels as the picture shows its largest part may hold: what a crop (`clap`) leaves out is decoded,
 * and so is the whole of a tile. Encoders crop a few pixels of padding; tiles have at most 1024 × 1024.
 */
const MAX_HIDDEN = 4;
const TILE_PIXELS = 1024 * 1024;

/** Version and flags, which some boxes begin with. */
const FULL_BOX = 4;

/**
 * Reads the properties of the primary image of an AVIF or HEIC file (ISO/IEC 23008-12): its size after the transformations
 * that the file itself prescribes. Decoders apply those, so the orientation is always 1; EXIF has no say in this format.
 *
 * @throws EngineError `InvalidImage` where they are damaged or cut short
 */
export function readHeifHeader(bytes: Uint8Array, name: string): HeifHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readMeta(view, bytes, name);
  } catch (error) {
    // A length that leads out of the file.
    throw error instanceof RangeError ? cutShort(name, { cause: error }) : error;
  }
}

function readMeta(view: DataView, bytes: Uint8Array, name: string): HeifHeader {
  const meta = findBox(view, "meta", 0, view.byteLength);
  if (!meta) throw cutShort(name);
  const inMeta = (type: string) => findBox(view, type, meta.data + FULL_BOX, meta.end);
  const [pitm, iprp] = [inMeta("pitm"), inMeta("iprp")];
  const ipco = iprp && findBox(view, "ipco", iprp.data, iprp.end);
  const ipma = iprp && findBox(view, "ipma", iprp.data, iprp.end);
  if (!pitm || !ipco || !ipma) throw damaged(name, "its primary image is not described");
  const primary =
    view.getUint8(pitm.data) === 0 ? view.getUint16(pitm.data + 4) : view.getUint32(pitm.data + 4);
  const properties = [...boxes(view, ipco.data, ipco.end)];

  const header: HeifHeader = { width: 0, height: 0, orientation: 1, hasAlpha: false };
  for (const index of associations(view, ipma, primary)) {
    const property = properties[index - 1];
    if (property) applyProperty(view, bytes, property, header);
  }
  header.hasAlpha = properties.some((property) => isAlpha(bytes, property));
  const { width, height } = header;
  if (!(width >= 1 && height >= 1)) throw damaged(name, `a size of ${width} × ${height}`);
  const largest = Math.max(...properties.map((property) => codedPixels(view, property)));
  if (largest > Math.max(MAX_HIDDEN * width * height, TILE_PIXELS))
    throw damaged(name, "it holds far more pixels than it shows");
  return header;
}

/** Of the part of a picture that has this property. */
function codedPixels(view: DataView, { type, data }: Box): number {
  return type === "ispe" ? view.getUint32(data + FULL_BOX) * view.getUint32(data + FULL_BOX + 4) : 0;
}

/** Indices, from 1 on, of the properties of an item, in the order in which they apply. */
function associations(view: DataView, ipma: Box, item: number): number[] {
  const isLongId = view.getUint8(ipma.data) >= 1;
  const isLongIndex = (view.getUint8(ipma.data + 3) & 1) === 1;
  const entries = view.getUint32(ipma.data + FULL_BOX);
  let at = ipma.data + FULL_BOX + 4;
  for (let entry = 0; entry < entries && at < ipma.end; entry++) {
    const id = isLongId ? view.getUint32(at) : view.getUint16(at);
    at += isLongId ? 4 : 2;
    const count = view.getUint8(at++);
    const size = isLongIndex ? 2 : 1;
    // The highest bit says that a reader has to know the property.
    const index = (i: number) =>
      isLongIndex ? view.getUint16(at + i * size) & 0x7fff : view.getUint8(at + i * size) & 0x7f;
    if (id === item) return Array.from({ length: count }, (_, i) => index(i));
    at += count * size;
  }
  return [];
}

function applyProperty(
  view: DataView,
  bytes: Uint8Array,
  { type, data, end }: Box,
  header: HeifHeader,
): void {
  switch (type) {
    case "ispe":
      header.width = view.getUint32(data + FULL_BOX);
      header.height = view.getUint32(data + FULL_BOX + 4);
      break;
    case "clap":
      header.width = Math.round(view.getUint32(data) / view.getUint32(data + 4));
      header.height = Math.round(view.getUint32(data + 8) / view.getUint32(data + 12));
      break;
    case "irot":
      if (view.getUint8(data) & 1) [header.width, header.height] = [header.height, header.width];
      break;
    case "colr":
      if (["prof", "rICC"].includes(fourLetters(view, data)) && end - data <= MAX_PROFILE_BYTES)
        header.profile = bytes.subarray(data + 4, end);
  }
}

function isAlpha(bytes: Uint8Array, { type, data, end }: Box): boolean {
  return (
    type === "auxC" &&
    ALPHA.test(Buffer.from(bytes.subarray(data, Math.min(end, data + 200))).toString("latin1"))
  );
}
