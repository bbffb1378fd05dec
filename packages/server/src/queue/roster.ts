import type { ModelRun } from "@alphacut/engine";
import type { Redis } from "ioredis";
import { WORKERS_KEY, workerKey } from "./protocol.ts";

/** What a worker says of itself. */
export interface Announcement {
  id: string;
  /** Of its machine. */
  host: string;
  version: string;
  /** Models that it takes looks for: tags, and the names that they go by. */
  models: Readonly<Record<string, string>>;
  /** Looks that it runs at the same time. */
  lanes: number;
  secondsPerLook: number;
  restarts: number;
  /** Of its default model. */
  run: ModelRun | undefined;
}

/** @param ttlMs how long that is believed */
export async function announce(redis: Redis, worker: Announcement, ttlMs: number): Promise<void> {
  await redis
    .multi()
    .sadd(WORKERS_KEY, worker.id)
    .set(workerKey(worker.id), JSON.stringify(worker), "PX", ttlMs)
    .exec();
}

export async function withdraw(redis: Redis, id: string): Promise<void> {
  await redis.multi().srem(WORKERS_KEY, id).del(workerKey(id)).exec();
}

/** The workers that are alive; those that are not any more are forgotten. */
export async function readRoster(redis: Redis): Promise<Announcement[]> {
  const ids = await redis.smembers(WORKERS_KEY);
  if (ids.length === 0) return [];
  const texts = await redis.mget(ids.map(workerKey));
  const gone = ids.filter((_, i) => texts[i] === null);
  if (gone.length > 0) await redis.srem(WORKERS_KEY, ...gone);
  return texts.flatMap((text) => (text ? [JSON.parse(text) as Announcement] : []));
}
