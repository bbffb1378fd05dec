import type { Mask } from "../raster.ts";
import { BitWriter } from "./bit-writer.ts";
import { type PrefixCode, writePrefixCode, writeSingleSymbol } from "./prefix-code.ts";

const MAX_RUN = 4096;
const MIN_RUN = 3;
/** A run this long is taken without looking for a longer one. */
const GOOD_RUN = 256;
/** In tokens: this bit, two bits for the distance, twelve for the length less one. Without it a literal. */
const RUN = 0x8000;
const DISTANCE_SHIFT = 12;
const LITERALS = 256;
const LENGTH_SYMBOLS = 24;
const DISTANCE_SYMBOLS = 40;
const SIGNATURE = 0x2f;
const SUBTRACT_GREEN = 2;

/**
 * One plane as a VP8L image stream without header, its values in green: what the `ALPH` chunk of a lossy WebP holds.
 *
 * Mattes are long runs with narrow edges between them, so the only matches that are looked for are with the pixel to
 * the left and the three above: a tenth of libwebp's time at about its size.
 */
export function encodeAlphaStream(plane: Mask): Uint8Array {
  const writer = new BitWriter();
  writer.write(0, 1);
  writePixels(writer, plane, 0);
  return writer.finish();
}

/** One plane as a complete VP8L bitstream of an opaque gray picture (green subtracted from red and blue). */
export function encodeGrayStream(plane: Mask): Uint8Array {
  const writer = new BitWriter();
  writer.write(SIGNATURE, 8);
  writer.write(plane.width - 1, 14);
  writer.write(plane.height - 1, 14);
  writer.write(0, 4);
  writer.write(1, 1);
  writer.write(SUBTRACT_GREEN, 2);
  writer.write(0, 1);
  writePixels(writer, plane, 255);
  return writer.finish();
}

function writePixels(writer: BitWriter, plane: Mask, alpha: number): void {
  const { tokens, symbolCounts, distanceCounts } = tokenize(plane);
  // Neither a color cache nor several groups of codes.
  writer.write(0, 2);
  const symbols = writePrefixCode(writer, symbolCounts);
  writeSingleSymbol(writer, 0);
  writeSingleSymbol(writer, 0);
  writeSingleSymbol(writer, alpha);
  const distances = writePrefixCode(writer, distanceCounts);
  writeTokens(writer, tokens, symbols, distances);
}

interface Tokens {
  tokens: Uint16Array;
  symbolCounts: Uint32Array;
  distanceCounts: Uint32Array;
}

function tokenize({ data, width }: Mask): Tokens {
  // In the order of the format's distance symbols 0…3: above, left, above left, above right.
  const distances = [width, 1, width + 1, width - 1];
  const symbolCounts = new Uint32Array(LITERALS + LENGTH_SYMBOLS);
  const distanceCounts = new Uint32Array(DISTANCE_SYMBOLS);
  let tokens = new Uint16Array(1 << 16);
  let length = 0;
  for (let position = 0; position < data.length; ) {
    if (length === tokens.length) tokens = grown(tokens);
    let run = 0;
    let distance = 0;
    for (let candidate = 0; candidate < 4 && run < GOOD_RUN; candidate++) {
      const found = runLength(data, position, distances[candidate]!);
      if (found > run) {
        run = found;
        distance = candidate;
      }
    }
    if (run < MIN_RUN) {
      const value = data[position++]!;
      symbolCounts[value]!++;
      tokens[length++] = value;
    } else {
      position += run;
      symbolCounts[LITERALS + lengthSymbol(run)]!++;
      distanceCounts[distance]!++;
      tokens[length++] = RUN | (distance << DISTANCE_SHIFT) | (run - 1);
    }
  }
  return { tokens: tokens.subarray(0, length), symbolCounts, distanceCounts };
}

function grown(tokens: Uint16Array): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(tokens.length * 2);
  larger.set(tokens);
  return larger;
}

/** How many values from `position` on equal those `distance` before them. */
function runLength(data: Uint8Array, position: number, distance: number): number {
  if (distance < 1 || distance > position) return 0;
  const end = Math.min(data.length, position + MAX_RUN);
  let at = position;
  while (at < end && data[at] === data[at - distance]) at++;
  return at - position;
}

/** Lengths 1…4 have symbols of their own; beyond, two symbols share each power of two. */
function lengthSymbol(length: number): number {
  if (length <= 4) return length - 1;
  const highest = 31 - Math.clz32(length - 1);
  return 2 * highest + (((length - 1) >> (highest - 1)) & 1);
}

function writeTokens(
  writer: BitWriter,
  tokens: Uint16Array,
  symbols: PrefixCode,
  distances: PrefixCode,
): void {
  for (const token of tokens) {
    if (token < RUN) {
      writer.write(symbols.bits[token]!, symbols.lengths[token]!);
      continue;
    }
    const length = (token & (MAX_RUN - 1)) + 1;
    const symbol = lengthSymbol(length);
    writer.write(symbols.bits[LITERALS + symbol]!, symbols.lengths[LITERALS + symbol]!);
    const extraBits = Math.max(0, (symbol >> 1) - 1);
    writer.write((length - 1) & (2 ** extraBits - 1), extraBits);
    const distance = (token >> DISTANCE_SHIFT) & 3;
    writer.write(distances.bits[distance]!, distances.lengths[distance]!);
  }
}
