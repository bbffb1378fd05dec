import type { BitWriter } from "./bit-writer.ts";

/** A canonical Huffman code: for each symbol its bits, reversed for writing from the lowest on, and their number. */
export interface PrefixCode {
  bits: Uint16Array;
  lengths: Uint8Array;
}

const MAX_LENGTH = 15;
const MAX_LENGTH_OF_LENGTHS = 7;
/** In which order the lengths of the code for code lengths are stored. */
const LENGTH_ORDER = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
/** Zeros in a row: 3 to 10 with 3 further bits, 11 to 138 with 7. */
const SHORT_ZEROS = 17;
const LONG_ZEROS = 18;

/** Writes a code in which one symbol takes no bits at all. */
export function writeSingleSymbol(writer: BitWriter, symbol: number): void {
  writer.write(1, 1);
  writer.write(0, 1);
  writer.write(1, 1);
  writer.write(symbol, 8);
}

/**
 * Writes the best code for these counts ("Prefix Codes" in the WebP lossless bitstream specification,
 * https://developers.google.com/speed/webp/docs/webp_lossless_bitstream_specification) and returns it.
 */
export function writePrefixCode(writer: BitWriter, counts: Uint32Array): PrefixCode {
  const used = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  if (used <= 1) {
    const symbol = Math.max(
      0,
      counts.findIndex((count) => count > 0),
    );
    writeSingleSymbol(writer, symbol);
    return { bits: new Uint16Array(counts.length), lengths: new Uint8Array(counts.length) };
  }
  const lengths = codeLengths(counts, MAX_LENGTH);
  writer.write(0, 1);
  writeLengths(writer, lengths);
  return { bits: canonicalBits(lengths), lengths };
}

function writeLengths(writer: BitWriter, lengths: Uint8Array): void {
  const symbols = runs(lengths);
  const counts = new Uint32Array(19);
  for (const { symbol } of symbols) counts[symbol]!++;
  const ofLengths = codeLengths(counts, MAX_LENGTH_OF_LENGTHS);
  const bits = canonicalBits(ofLengths);
  const stored = 1 + LENGTH_ORDER.findLastIndex((symbol) => ofLengths[symbol]! > 0);
  writer.write(Math.max(4, stored) - 4, 4);
  for (const symbol of LENGTH_ORDER.slice(0, Math.max(4, stored))) writer.write(ofLengths[symbol]!, 3);
  // Lengths follow for the whole alphabet.
  writer.write(0, 1);
  for (const { symbol, extra, extraBits } of symbols) {
    writer.write(bits[symbol]!, ofLengths[symbol]!);
    writer.write(extra, extraBits);
  }
}

/** Lengths one by one, zeros in runs. */
function runs(lengths: Uint8Array): { symbol: number; extra: number; extraBits: number }[] {
  const symbols = [];
  for (let i = 0; i < lengths.length; ) {
    let zeros = 0;
    while (i + zeros < lengths.length && lengths[i + zeros] === 0 && zeros < 138) zeros++;
    if (zeros >= 11) symbols.push({ symbol: LONG_ZEROS, extra: zeros - 11, extraBits: 7 });
    else if (zeros >= 3) symbols.push({ symbol: SHORT_ZEROS, extra: zeros - 3, extraBits: 3 });
    else symbols.push({ symbol: lengths[i]!, extra: 0, extraBits: 0 });
    i += zeros >= 3 ? zeros : 1;
  }
  return symbols;
}

/** Huffman's lengths; while one is over the limit, rare symbols are made more frequent. At least two symbols. */
function codeLengths(counts: Uint32Array, limit: number): Uint8Array {
  for (let floor = 1; ; floor *= 2) {
    const lengths = huffman(counts, floor);
    if (lengths.every((length) => length <= limit)) return lengths;
  }
}

interface Node {
  count: number;
  symbols: number[];
}

function huffman(counts: Uint32Array, floor: number): Uint8Array {
  const lengths = new Uint8Array(counts.length);
  let nodes: Node[] = [];
  counts.forEach((count, symbol) => {
    if (count > 0) nodes.push({ count: Math.max(count, floor), symbols: [symbol] });
  });
  if (nodes.length === 1) lengths[nodes[0]!.symbols[0]!] = 1;
  while (nodes.length > 1) {
    nodes.sort((a, b) => b.count - a.count);
    const [a, b] = [nodes.pop()!, nodes.pop()!];
    const symbols = [...a.symbols, ...b.symbols];
    for (const symbol of symbols) lengths[symbol]!++;
    nodes = [...nodes, { count: a.count + b.count, symbols }];
  }
  return lengths;
}

function canonicalBits(lengths: Uint8Array): Uint16Array {
  const bits = new Uint16Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= MAX_LENGTH; length++) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] === length) bits[symbol] = reversed(code++, length);
    }
    code <<= 1;
  }
  return bits;
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let i = 0; i < length; i++) result |= ((code >> i) & 1) << (length - 1 - i);
  return result;
}
