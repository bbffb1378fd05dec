import { type ChannelMasks, damagedBmp } from "./header.ts";

/** Takes one channel out of a pixel as 0…255. */
interface Channel {
  mask: number;
  shift: number;
  /** From the bits that are left (at most 8) to 0…255. */
  levels: Uint8Array;
}

/**
 * Compiles channel masks into a function from a pixel's bits to RGBA in one little-endian word.
 *
 * @throws EngineError `InvalidImage` for a mask with gaps or outside the pixel
 */
export function compileMasks(masks: ChannelMasks, bitsPerPixel: number): (bits: number) => number {
  const red = channel(masks.red, bitsPerPixel, 0);
  const green = channel(masks.green, bitsPerPixel, 0);
  const blue = channel(masks.blue, bitsPerPixel, 0);
  const alpha = channel(masks.alpha, bitsPerPixel, 255);
  return (bits) =>
    (take(red, bits) | (take(green, bits) << 8) | (take(blue, bits) << 16) | (take(alpha, bits) << 24)) >>> 0;
}

function take({ levels, mask, shift }: Channel, bits: number): number {
  return levels[(bits & mask) >>> shift]!;
}

function channel(mask: number, bitsPerPixel: number, absent: number): Channel {
  if (mask === 0) return { mask: 0, shift: 0, levels: Uint8Array.of(absent) };
  const lowest = 31 - Math.clz32(mask & -mask);
  const ones = mask >>> lowest;
  const width = 32 - Math.clz32(ones);
  if ((ones & (ones + 1)) !== 0 || lowest + width > bitsPerPixel)
    throw damagedBmp(`a channel mask of 0x${mask.toString(16)}`);
  const kept = Math.min(width, 8);
  const highest = 2 ** kept - 1;
  const levels = Uint8Array.from({ length: highest + 1 }, (_, value) => Math.round((value * 255) / highest));
  const shift = lowest + width - kept;
  return { mask: highest << shift, shift, levels };
}
