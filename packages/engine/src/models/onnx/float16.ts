/**
 * IEEE 754 binary16 → binary32 for a whole tensor.
 * Every half value has an exact float value, so widening weights changes no weight.
 *
 * @param halves little-endian binary16 values, 2 bytes each
 * @returns little-endian binary32 values, 4 bytes each
 */
export function widenFloat16(halves: Uint8Array): Uint8Array {
  const source = new DataView(halves.buffer, halves.byteOffset, halves.byteLength);
  const count = halves.byteLength >> 1;
  const floats = new Float32Array(count);
  for (let i = 0; i < count; i++) floats[i] = FLOAT_OF_HALF[source.getUint16(2 * i, true)]!;
  return new Uint8Array(floats.buffer);
}

const FLOAT_OF_HALF = Float32Array.from({ length: 65536 }, (_, half) => {
  const sign = half >> 15 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
});
