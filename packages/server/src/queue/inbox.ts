import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { openPatientRedis } from "./patient-redis.ts";
import { type AnswerHeader, decodeAnswer, inboxKey } from "./protocol.ts";

/** Seconds; shorter than what a patient connection takes for silence. */
const WAIT_SECONDS = 5;
const PAUSE_MS = 200;

/**
 * Hears the answers for this process as they come. A list, since answers that come while the connection is broken wait in it,
 * and a mask needs no second way to Redis; QueueEvents of BullMQ took 20 % longer, publishing the mask loses it.
 */
export function receiveAnswers(
  url: string,
  take: (header: AnswerHeader, mask: Buffer) => void,
): { key: string; close(): void } {
  const key = inboxKey(randomUUID());
  const redis = openPatientRedis(url);
  let isOpen = true;
  const listen = async () => {
    while (isOpen) {
      try {
        const popped = await redis.blpopBuffer(key, WAIT_SECONDS);
        if (!popped) continue;
        const { header, mask } = decodeAnswer(popped[1]);
        take(header, mask);
      } catch {
        if (isOpen) await pause(PAUSE_MS);
      }
    }
  };
  void listen();
  return {
    key,
    close() {
      isOpen = false;
      redis.disconnect();
    },
  };
}
