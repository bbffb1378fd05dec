import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { type LookJob, MAX_ATTEMPTS, QUEUE_PREFIX } from "./protocol.ts";

/**
 * The queue of one model's looks, as nodes and workers open it alike: BullMQ keeps some of these options in Redis, where
 * whoever opened it last would decide.
 *
 * @param tag of the model
 */
export function openLookQueue(tag: string, redis: Redis): Queue<LookJob> {
  const queue = new Queue<LookJob>(tag, {
    connection: redis,
    prefix: QUEUE_PREFIX,
    skipWaitingForReady: true,
    streams: { events: { maxLen: 100 } },
    defaultJobOptions: { attempts: MAX_ATTEMPTS, removeOnComplete: true, removeOnFail: true },
  });
  // Each failure reaches whoever waits for a command, too.
  queue.on("error", () => {});
  return queue;
}

/** How many looks no worker has taken yet. */
export async function countWaiting(queue: Queue<LookJob>): Promise<number> {
  const { wait = 0, prioritized = 0 } = await queue.getJobCounts("wait", "prioritized");
  return wait + prioritized;
}
