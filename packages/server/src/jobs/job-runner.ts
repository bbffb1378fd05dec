import type { Leased } from "@alphacut/platform";
import type { FastifyBaseLogger } from "fastify";
import type { EndedItem } from "../operations/metrics.ts";
import { isPassing, isUnforeseen, itemError } from "./item-error.ts";
import { type ItemMaker, makeItem } from "./make-item.ts";
import { Wake } from "./wake.ts";

export interface JobRunnerOptions extends ItemMaker {
  /** Called when an item has ended, with the reason if there is no picture: there may be messages to send. */
  onEnd: (ended: EndedItem) => void;
  /** How often a lease is extended: several times in its life. */
  heartbeatMs: number;
  log: FastifyBaseLogger;
}

export interface JobRunner {
  /** There may be something to do. */
  wake(): void;
  /** Takes no more items; those in work are finished within `limitMs`, or given back. */
  stop(limitMs: number): Promise<void>;
}

/** One picture that the model works on and one before or after it. */
const LANES = 2;
/** Items of other processes are found by looking. */
const LOOK_EVERY_MS = 1000;
/** After a failure that is no item's own. */
const PAUSE_MS = 5000;

/** Works on items for as long as there are any, whoever's turn it is. */
export function runJobs(options: JobRunnerOptions): JobRunner {
  const { work, log, onEnd, heartbeatMs } = options;
  const idle = new Wake();
  const giveUp = new AbortController();
  let isStopping = false;

  async function lane(): Promise<void> {
    while (!isStopping) {
      const leased = await work.next().catch((error: unknown) => {
        log.warn({ err: error }, "Jobs wait: their next picture is not known");
        return "pause" as const;
      });
      if (leased === "pause") await idle.sleep(PAUSE_MS);
      else if (!leased) await idle.sleep(LOOK_EVERY_MS);
      else if (!(await make(leased))) await idle.sleep(PAUSE_MS);
    }
  }

  /** @returns false when it is not the item's fault that it is not done */
  async function make(leased: Leased): Promise<boolean> {
    const lost = new AbortController();
    const beat = setInterval(() => {
      work.extend(leased).then(
        (isOurs) => isOurs || lost.abort(new Error("The item is somebody else's")),
        (error: unknown) => log.warn({ err: error }, "A picture's lease could not be extended"),
      );
    }, heartbeatMs);
    try {
      const reason = await makeItem(leased, options, AbortSignal.any([lost.signal, giveUp.signal]));
      onEnd({ channel: leased.job.channel, reason });
      return true;
    } catch (error) {
      return await end(leased, error, lost.signal);
    } finally {
      clearInterval(beat);
    }
  }

  async function end(leased: Leased, error: unknown, lost: AbortSignal): Promise<boolean> {
    const isPutBack = isPassing(error) || giveUp.signal.aborted;
    if (isUnforeseen(error)) log.error({ err: error }, "A picture of a job could not be made");
    else if (isPutBack && !lost.aborted) log.warn({ err: error }, "A picture of a job waits again");
    try {
      if (isPutBack) await work.putBack(leased);
      else {
        const reason = itemError(error);
        await work.fail(leased, reason);
        onEnd({ channel: leased.job.channel, reason: reason.code });
      }
    } catch (failure) {
      log.warn({ err: failure }, "A picture of a job stays until its lease runs out");
      return false;
    }
    return !isPutBack || lost.aborted;
  }

  const lanes = Array.from({ length: LANES }, lane);
  return {
    wake: () => idle.wake(),
    async stop(limitMs) {
      isStopping = true;
      idle.wake();
      const patience = setTimeout(() => giveUp.abort(new Error("The server stops")), limitMs);
      await Promise.all(lanes).finally(() => clearTimeout(patience));
    },
  };
}
