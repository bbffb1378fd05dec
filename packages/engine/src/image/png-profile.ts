import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import type { Raster } from "./raster.ts";

/** Where the first chunk of a PNG, `IHDR`, ends. */
const HEADER_END = 33;

/** Wraps pixels into an uncompressed PNG with an ICC profile (chunk `iCCP`). */
export async function pngWithProfile(
  { data, width, height }: Raster,
  profile: Uint8Array,
): Promise<Uint8Array> {
  const png = await sharp(data, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  // Name, its end, compression method 0.
  const chunk = Buffer.concat([Buffer.from("iCCPicc\0\0"), deflateSync(profile)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length - 4);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(chunk));
  return Buffer.concat([png.subarray(0, HEADER_END), length, chunk, checksum, png.subarray(HEADER_END)]);
}
