import type { Density } from "../header/header.ts";

/** Where the info header has pixels per meter, across and then down. */
const PER_METER = 38;

/** Writes the density into the header, in place. */
export function withBmpDensity(file: Uint8Array, { x, y }: Density): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  view.setInt32(PER_METER, Math.round(x / 0.0254), true);
  view.setInt32(PER_METER + 4, Math.round(y / 0.0254), true);
  return file;
}
