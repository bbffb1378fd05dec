type Random = () => number;
type Mutation = (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

const below = (random: Random, limit: number) => Math.floor(random() * limit);
/** Lengths, counts and offsets that parsers trip over. */
const EXTREMES = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

const flipBits: Mutation = (bytes, random) => {
  for (let flips = 1 + below(random, 8); flips > 0; flips--)
    bytes[below(random, bytes.length)]! ^= 1 << below(random, 8);
  return bytes;
};

const writeExtreme: Mutation = (bytes, random) => {
  const value = EXTREMES[below(random, EXTREMES.length)]!;
  const size = [1, 2, 4][below(random, 3)]!;
  // Headers stand at the start, and that is where lengths are.
  const at = below(random, random() < 0.7 ? Math.min(bytes.length, 256) : bytes.length);
  for (let i = 0; i < size && at + i < bytes.length; i++) {
    const shift = random() < 0.5 ? i : size - 1 - i;
    bytes[at + i] = value >>> (8 * shift);
  }
  return bytes;
};

const cutOff: Mutation = (bytes, random) => bytes.subarray(0, 1 + below(random, bytes.length));

const cutOut: Mutation = (bytes, random) => {
  const from = below(random, bytes.length);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + below(random, 64))]);
};

const repeat: Mutation = (bytes, random) => {
  const from = below(random, bytes.length);
  const part = bytes.subarray(from, from + 1 + below(random, 400));
  const copies = Array.from({ length: 1 + below(random, random() < 0.1 ? 2000 : 5) }, () => part);
  return Buffer.concat([bytes.subarray(0, from), ...copies, bytes.subarray(from)]);
};

const splice: Mutation = (bytes, random, others) => {
  const other = others[below(random, others.length)]!;
  const from = below(random, other.length);
  const at = below(random, bytes.length);
  return Buffer.concat([
    bytes.subarray(0, at),
    other.subarray(from, from + below(random, 500)),
    bytes.subarray(at),
  ]);
};

const fillWithNoise: Mutation = (bytes, random) => {
  const from = below(random, bytes.length);
  for (let i = from; i < Math.min(bytes.length, from + 64); i++) bytes[i] = below(random, 256);
  return bytes;
};

const MUTATIONS = [flipBits, writeExtreme, writeExtreme, cutOff, cutOut, repeat, splice, fillWithNoise];

/**
 * A picture that somebody means harm with: one of `seeds`, damaged in one to three ways.
 * @param random decides everything, so that a seed of it names the picture
 */
export function mutate(seeds: readonly Buffer[], random: Random): Buffer {
  let bytes: Buffer = Buffer.from(seeds[below(random, seeds.length)]!);
  for (let times = 1 + below(random, 3); times > 0 && bytes.length > 0; times--)
    bytes = MUTATIONS[below(random, MUTATIONS.length)]!(Buffer.from(bytes), random, seeds);
  return bytes;
}
