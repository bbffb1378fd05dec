import type { Density } from "../header/header.ts";

const START_LENGTH = 2;
/** Marker, length, identifier and version of a JFIF segment (JFIF 1.02), and that densities are per inch. */
const JFIF = [0xff, 0xe0, 0, 16, ...Buffer.from("JFIF\0"), 1, 2, 1];

/** A copy with a JFIF header that names the density; libvips writes none. */
export function withJpegDensity(file: Uint8Array, { x, y }: Density): Uint8Array {
  const noThumbnail = [0, 0];
  const header = Uint8Array.from([...JFIF, ...word(x), ...word(y), ...noThumbnail]);
  return Buffer.concat([file.subarray(0, START_LENGTH), header, file.subarray(START_LENGTH)]);
}

function word(dpi: number): [number, number] {
  const rounded = Math.min(0xffff, Math.round(dpi));
  return [rounded >> 8, rounded & 255];
}
