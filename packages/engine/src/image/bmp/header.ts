import { EngineError } from "../../errors.ts";
import { cutShort, damaged } from "../header/header.ts";

export type BmpCompression = "none" | "rle8" | "rle4" | "bitfields";

/** Which bits of a pixel hold which channel; 0 for a channel that is not there. */
export interface ChannelMasks {
  red: number;
  green: number;
  blue: number;
  alpha: number;
}

/** The headers of a BMP file, made equal over their versions. */
export interface BmpHeader {
  width: number;
  height: number;
  /** Rows usually run from the bottom up. */
  topDown: boolean;
  bitsPerPixel: number;
  compression: BmpCompression;
  /** Where the pixels begin, in bytes from the start of the file. */
  pixelOffset: number;
  palette: { offset: number; count: number; entrySize: number };
  masks: ChannelMasks;
  /** Whether the pixels have room for alpha; files leave it at zero and mean opaque, too. */
  hasAlpha: boolean;
  /** Where the file holds an ICC profile, if it does. */
  profile?: { offset: number; size: number };
}

const FILE_HEADER_SIZE = 14;
/** BITMAPCOREHEADER (OS/2 1.x), the only one with 16-bit sizes and palette entries of three bytes. */
const CORE_HEADER_SIZE = 12;
const OS2_V2_HEADER_SIZE = 64;
const V5_HEADER_SIZE = 124;
/** Core, OS/2 2.x short, INFO, V2, V3, OS/2 2.x, V4, V5. */
const HEADER_SIZES = new Set([CORE_HEADER_SIZE, 16, 40, 52, 56, OS2_V2_HEADER_SIZE, 108, V5_HEADER_SIZE]);

/** `PROFILE_EMBEDDED`: the bytes "DEBM" in the file. */
const PROFILE_EMBEDDED = 0x4d424544;

const COMPRESSIONS: readonly (BmpCompression | undefined)[] = [
  "none",
  "rle8",
  "rle4",
  "bitfields",
  undefined,
  undefined,
  "bitfields",
];
const ALPHA_BITFIELDS = 6;

const DEPTHS: Record<BmpCompression, readonly number[]> = {
  none: [1, 2, 4, 8, 16, 24, 32],
  rle8: [8],
  rle4: [4],
  bitfields: [16, 32],
};

const RGB555: ChannelMasks = { red: 0x7c00, green: 0x03e0, blue: 0x001f, alpha: 0 };
const BGRA: ChannelMasks = { red: 0xff0000, green: 0xff00, blue: 0xff, alpha: 0xff000000 };

/**
 * Reads the headers of a BMP file: BITMAPCOREHEADER, OS/2 2.x, BITMAPINFOHEADER and its versions 2 to 5
 * (https://learn.microsoft.com/windows/win32/gdi/bitmap-header-types).
 *
 * @throws EngineError `InvalidImage` where they contradict themselves or end early, `UnsupportedImage` for embedded
 * JPEG or PNG, CMYK and fax compression
 */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < FILE_HEADER_SIZE + CORE_HEADER_SIZE) throw cutShort("BMP");
  const headerSize = view.getUint32(14, true);
  if (!HEADER_SIZES.has(headerSize)) throw damagedBmp(`a header of ${headerSize} bytes is unknown`);
  if (bytes.length < FILE_HEADER_SIZE + headerSize) throw cutShort("BMP");

  const size = readSize(view, headerSize);
  const bitsPerPixel = view.getUint16(headerSize === CORE_HEADER_SIZE ? 24 : 28, true);
  const compressionCode = headerSize >= 40 ? view.getUint32(30, true) : 0;
  const compression = readCompression(compressionCode, headerSize);
  if (!DEPTHS[compression].includes(bitsPerPixel))
    throw damagedBmp(`${bitsPerPixel} bits a pixel (${compression})`);
  if (size.topDown && compression.startsWith("rle"))
    throw damagedBmp("run-length data cannot run from the top down");

  const afterMasks = FILE_HEADER_SIZE + headerSize + trailingMasksSize(compressionCode, headerSize);
  if (bytes.length < afterMasks) throw cutShort("BMP");
  const masks = readMasks(view, compressionCode, headerSize, bitsPerPixel);
  const pixelOffset = view.getUint32(10, true) || afterMasks;
  if (pixelOffset < afterMasks || pixelOffset > bytes.length)
    throw damagedBmp("its pixels are said to lie elsewhere");
  const palette = readPalette(view, headerSize, bitsPerPixel, afterMasks, pixelOffset);
  const hasAlpha = bitsPerPixel >= 16 && masks.alpha !== 0;
  const profile = readProfile(view, headerSize);
  return {
    ...size,
    bitsPerPixel,
    compression,
    pixelOffset,
    palette,
    masks,
    hasAlpha,
    ...(profile && { profile }),
  };
}

export function damagedBmp(why: string): EngineError {
  return damaged("BMP", why);
}

function readSize(view: DataView, headerSize: number): Pick<BmpHeader, "width" | "height" | "topDown"> {
  const core = headerSize === CORE_HEADER_SIZE;
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true);
  const height = core ? view.getUint16(20, true) : view.getInt32(22, true);
  if (width <= 0 || height === 0) throw damagedBmp(`a size of ${width} × ${height}`);
  return { width, height: Math.abs(height), topDown: height < 0 };
}

function readCompression(code: number, headerSize: number): BmpCompression {
  const compression = COMPRESSIONS[code];
  const codeOfOs2 = headerSize === OS2_V2_HEADER_SIZE && code >= 3;
  if (!compression || codeOfOs2)
    throw new EngineError("UnsupportedImage", `BMP images with compression ${code} are not taken`);
  return compression;
}

/** With the 40-byte header the masks follow it; later headers contain them. */
function trailingMasksSize(compressionCode: number, headerSize: number): number {
  if (headerSize !== 40 || COMPRESSIONS[compressionCode] !== "bitfields") return 0;
  return compressionCode === ALPHA_BITFIELDS ? 16 : 12;
}

function readMasks(
  view: DataView,
  compressionCode: number,
  headerSize: number,
  bitsPerPixel: number,
): ChannelMasks {
  if (COMPRESSIONS[compressionCode] !== "bitfields")
    return bitsPerPixel === 16 ? RGB555 : defaultMasks(bitsPerPixel);
  const withAlpha = headerSize >= 56 || trailingMasksSize(compressionCode, headerSize) === 16;
  return {
    red: view.getUint32(54, true),
    green: view.getUint32(58, true),
    blue: view.getUint32(62, true),
    alpha: withAlpha ? view.getUint32(66, true) : 0,
  };
}

function defaultMasks(bitsPerPixel: number): ChannelMasks {
  return bitsPerPixel === 32 ? BGRA : { ...BGRA, alpha: 0 };
}

/** As many colors as are declared and fit before the pixels. */
function readPalette(
  view: DataView,
  headerSize: number,
  bitsPerPixel: number,
  offset: number,
  pixelOffset: number,
): BmpHeader["palette"] {
  const entrySize = headerSize === CORE_HEADER_SIZE ? 3 : 4;
  if (bitsPerPixel > 8) return { offset, count: 0, entrySize };
  const declared = (headerSize >= 40 && view.getUint32(46, true)) || 2 ** bitsPerPixel;
  const room = Math.floor((pixelOffset - offset) / entrySize);
  return { offset, count: Math.min(declared, room, 2 ** bitsPerPixel), entrySize };
}

function readProfile(view: DataView, headerSize: number): BmpHeader["profile"] {
  if (headerSize !== V5_HEADER_SIZE || view.getUint32(70, true) !== PROFILE_EMBEDDED) return undefined;
  const offset = FILE_HEADER_SIZE + view.getUint32(126, true);
  const size = view.getUint32(130, true);
  if (size === 0 || offset + size > view.byteLength)
    throw damagedBmp("its color profile is said to lie elsewhere");
  return { offset, size };
}
