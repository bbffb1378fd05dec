import { crc32 } from "node:zlib";
import type { Density } from "../header/header.ts";

const SIGNATURE_LENGTH = 8;
/** Where the first chunk, `IHDR`, ends. */
const HEADER_END = 33;
const METERS_PER_INCH = 0.0254;

/** A copy with the density as its `pHYs` chunk; with none for `undefined`. */
export function withPngDensity(file: Uint8Array, dpi: Density | undefined): Uint8Array {
  const rest = withoutDensity(file);
  const parts = [file.subarray(0, HEADER_END), ...(dpi === undefined ? [] : [densityChunk(dpi)]), ...rest];
  return Buffer.concat(parts);
}

/** Type, pixels per meter across and down, and that the unit is the meter, between length and checksum. */
function densityChunk({ x, y }: Density): Buffer {
  const chunk = Buffer.alloc(21);
  chunk.writeUInt32BE(9);
  chunk.write("pHYs", 4, "latin1");
  chunk.writeUInt32BE(Math.round(x / METERS_PER_INCH), 8);
  chunk.writeUInt32BE(Math.round(y / METERS_PER_INCH), 12);
  chunk.writeUInt8(1, 16);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17);
  return chunk;
}

/** What follows the header, without a `pHYs` chunk. */
function withoutDensity(file: Uint8Array): Uint8Array[] {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  let at = SIGNATURE_LENGTH;
  while (bytes.toString("latin1", at + 4, at + 8) !== "IDAT") {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (bytes.toString("latin1", at + 4, at + 8) === "pHYs")
      return [bytes.subarray(HEADER_END, at), bytes.subarray(end)];
    at = end;
  }
  return [bytes.subarray(HEADER_END)];
}
