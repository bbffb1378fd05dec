import type { RawPicture } from "@alphacut/engine";

/** Sizes of BITMAPFILEHEADER and BITMAPINFOHEADER. */
const FILE_HEADER_SIZE = 14;
const HEADER_SIZE = FILE_HEADER_SIZE + 40;

/** Raw RGB pixels as a BMP file. */
export function toBitmap({ data: rgb, width, height }: RawPicture): Uint8Array {
  const rowSize = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(HEADER_SIZE + rowSize * height);
  file.write("BM");
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(HEADER_SIZE, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  // A negative height says that the top row comes first.
  file.writeInt32LE(-height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y++) {
    let to = HEADER_SIZE + y * rowSize;
    for (let from = y * width * 3, end = from + width * 3; from < end; from += 3, to += 3) {
      file[to] = rgb[from + 2]!;
      file[to + 1] = rgb[from + 1]!;
      file[to + 2] = rgb[from]!;
    }
  }
  return file;
}

/**
 * The pixels of a BMP file as a server answers it: RGBA, top row first, or one gray byte a pixel for a mask.
 * @param bytes an 8-bit file with a gray palette, a 24-bit or a 32-bit one, bottom row first
 */
export function toRawPixels(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pixelOffset = file.readUInt32LE(10);
  const width = file.readInt32LE(18);
  const height = file.readInt32LE(22);
  const channels = file.readUInt16LE(28) / 8;
  const rowSize = Math.ceil((width * channels) / 4) * 4;
  const rowAt = (y: number) => pixelOffset + (height - 1 - y) * rowSize;
  return channels === 1
    ? grayRows(file, { width, height, rowAt })
    : colorRows(file, { width, height, rowAt, channels });
}

interface Layout {
  width: number;
  height: number;
  rowAt: (y: number) => number;
}

function grayRows(file: Uint8Array, { width, height, rowAt }: Layout): Uint8Array {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) pixels.set(file.subarray(rowAt(y), rowAt(y) + width), y * width);
  return pixels;
}

function colorRows(
  file: Uint8Array,
  { width, height, rowAt, channels }: Layout & { channels: number },
): Uint8Array {
  const pixels = new Uint8Array(width * height * 4);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0, from = rowAt(y); x < width; x++, from += channels, to += 4) {
      pixels[to] = file[from + 2]!;
      pixels[to + 1] = file[from + 1]!;
      pixels[to + 2] = file[from]!;
      pixels[to + 3] = channels === 4 ? file[from + 3]! : 255;
    }
  }
  return pixels;
}
