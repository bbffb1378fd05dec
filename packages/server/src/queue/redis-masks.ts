import { promisify } from "node:util";
import * as zlib from "node:zlib";
import type { Mask, SharedMasks } from "@alphacut/engine";
import type { Redis } from "ioredis";
import { MASKS_PREFIX } from "./protocol.ts";

const deflate = promisify(zlib.deflate);
const inflate = promisify(zlib.inflate);

export interface RedisMasksOptions {
  /** Of all masks together, as they are kept: about a twentieth of their pixels. */
  maxBytes: number;
  /** A mask that nobody has asked for in so long is forgotten. */
  unusedMs?: number;
  /** Whoever asks waits no longer than this. */
  timeoutMs?: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_EXPIRED_AT_ONCE = 100;

/**
 * The bytes, the order of last use and the sizes change together. Names that have expired by themselves still count until the
 * next mask comes.
 */
const KEEP = `
local bytes, order, sizes, total = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local name, value, limit, unused = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function forget(gone)
  redis.call('DECRBY', total, redis.call('HGET', sizes, gone) or 0)
  redis.call('HDEL', sizes, gone)
  redis.call('ZREM', order, gone)
  redis.call('UNLINK', bytes .. gone)
end
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', order, 0, now - unused, 'LIMIT', 0, ${MOST_EXPIRED_AT_ONCE})) do forget(gone) end
if redis.call('ZSCORE', order, name) then forget(name) end
if #value > limit then return 0 end
redis.call('SET', bytes .. name, value, 'PX', unused)
redis.call('HSET', sizes, name, #value)
redis.call('ZADD', order, now, name)
local used = redis.call('INCRBY', total, #value)
while used > limit do
  forget(redis.call('ZRANGE', order, 0, 0)[1])
  used = tonumber(redis.call('GET', total))
end
return 1`;

const FIND = `
local value = redis.call('GETEX', KEYS[1] .. ARGV[1], 'PX', ARGV[2])
if value then
  local time = redis.call('TIME')
  redis.call('ZADD', KEYS[2], 'XX', time[1] * 1000 + math.floor(time[2] / 1000), ARGV[1])
end
return value`;

const KEYS = [
  `${MASKS_PREFIX}:of:`,
  `${MASKS_PREFIX}:order`,
  `${MASKS_PREFIX}:sizes`,
  `${MASKS_PREFIX}:total`,
] as const;

/**
 * Masks in Redis, for all processes that use it: compressed, the least recently used forgotten first. Whatever is wrong with
 * Redis, a mask is just not there.
 *
 * @param redis fails at once, rather than wait, while Redis is not there
 */
export function createRedisMasks(
  redis: Redis,
  { maxBytes, unusedMs = DAY_MS, timeoutMs = 300 }: RedisMasksOptions,
): SharedMasks & { kept(): Promise<void> } {
  redis.defineCommand("alphacutKeepMask", { numberOfKeys: 4, lua: KEEP });
  redis.defineCommand("alphacutFindMask", { numberOfKeys: 2, lua: FIND });
  const commands = redis as unknown as {
    alphacutKeepMask(...call: (string | Buffer | number)[]): Promise<number>;
    alphacutFindMaskBuffer(...call: (string | number)[]): Promise<Buffer | null>;
  };
  let keeping: Promise<unknown> = Promise.resolve();

  return {
    async find(name) {
      let timer: NodeJS.Timeout | undefined;
      const tooLate = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), timeoutMs);
      });
      const found = commands
        .alphacutFindMaskBuffer(KEYS[0], KEYS[1], name, unusedMs)
        .then((value) => (value ? unpack(value) : undefined))
        .catch(() => undefined);
      return Promise.race([found, tooLate]).finally(() => clearTimeout(timer));
    },
    keep(name, mask) {
      const kept = pack(mask)
        .then((value) => commands.alphacutKeepMask(...KEYS, name, value, maxBytes, unusedMs))
        .catch(() => {});
      keeping = Promise.all([keeping, kept]);
    },
    /** Resolves once everything so far is there, or is not going to be. */
    async kept() {
      await keeping;
    },
  };
}

async function pack({ width, height, data }: Mask): Promise<Buffer> {
  const size = Buffer.alloc(8);
  size.writeUInt32LE(width);
  size.writeUInt32LE(height, 4);
  return Buffer.concat([size, await deflate(data, { level: zlib.constants.Z_BEST_SPEED })]);
}

async function unpack(value: Buffer): Promise<Mask> {
  const [width, height] = [value.readUInt32LE(), value.readUInt32LE(4)];
  const data = await inflate(value.subarray(8), { maxOutputLength: width * height });
  if (data.length !== width * height) throw new Error("The mask is not whole");
  return { width, height, data };
}
