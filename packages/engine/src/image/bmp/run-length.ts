import { cutShort } from "../header/header.ts";
import type { BmpHeader } from "./header.ts";

const END_OF_LINE = 0;
const END_OF_BITMAP = 1;
const DELTA = 2;

/**
 * Decodes RLE8 or RLE4 pixels (https://learn.microsoft.com/windows/win32/gdi/bitmap-compression) into color indices,
 * rows top to bottom. What runs past the end of a row is dropped; what is skipped keeps index 0, as GDI leaves it.
 *
 * @throws EngineError `InvalidImage` when the data ends before the picture does
 */
export function decodeRunLength(bytes: Uint8Array, header: BmpHeader): Uint8Array {
  const { width, height, compression } = header;
  const fourBit = compression === "rle4";
  const indices = new Uint8Array(width * height);
  let position = header.pixelOffset;
  let x = 0;
  /** Counted from the bottom, as the data runs. */
  let y = 0;
  while (y < height) {
    if (position + 2 > bytes.length) {
      if (y === height - 1 && x >= width) break;
      throw cutShort("BMP");
    }
    const count = bytes[position]!;
    const value = bytes[position + 1]!;
    position += 2;
    const row = (height - 1 - y) * width;
    if (count > 0) {
      const even = fourBit ? value >> 4 : value;
      const odd = fourBit ? value & 15 : value;
      const end = Math.min(count, width - x);
      for (let i = 0; i < end; i++) indices[row + x + i] = i & 1 ? odd : even;
      x += count;
    } else if (value === END_OF_LINE) {
      x = 0;
      y++;
    } else if (value === END_OF_BITMAP) {
      break;
    } else if (value === DELTA) {
      if (position + 2 > bytes.length) throw cutShort("BMP");
      x += bytes[position]!;
      y += bytes[position + 1]!;
      position += 2;
    } else {
      const length = fourBit ? (value + 1) >> 1 : value;
      if (position + length > bytes.length) throw cutShort("BMP");
      const end = Math.min(value, width - x);
      for (let i = 0; i < end; i++) {
        const byte = bytes[position + (fourBit ? i >> 1 : i)]!;
        indices[row + x + i] = !fourBit ? byte : i & 1 ? byte & 15 : byte >> 4;
      }
      x += value;
      // Literal stretches are padded to 16 bits.
      position += length + (length & 1);
    }
  }
  return indices;
}
