/** Where the info header has pixels per meter, across and then down. */
const PER_METER = 38;

/** Writes the density into the header, in place. */
export function withBmpDensity(file: Uint8Array, dpi: number): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const perMeter = Math.round(dpi / 0.0254);
  view.setInt32(PER_METER, perMeter, true);
  view.setInt32(PER_METER + 4, perMeter, true);
  return file;
}
