import type { Redis } from "ioredis";
import { PlatformError } from "../../errors.ts";
import type { LedgerOptions } from "../sql/sql-ledger.ts";
import { followEpochs } from "./epochs.ts";
import { loadAccount } from "./load-account.ts";
import { defineScripts, type LedgerScripts } from "./scripts.ts";

export interface RedisLedgerOptions extends LedgerOptions {
  readonly redis: Redis;
}

/** A step that answers `lost` or `unloaded` has changed nothing and can be taken again. */
export type Step = (epoch: string) => Promise<unknown>;

/** The counters in Redis, and how to work on them. */
export interface RedisCounters extends RedisLedgerOptions {
  readonly scripts: LedgerScripts;
  /**
   * Takes a step in the current epoch, and again when that is over or when the account `uid` had to be loaded first.
   * A step without `uid` is about no account in particular.
   */
  inEpoch(step: Step, uid?: string): Promise<unknown>;
}

const attempts = 10;

export function openCounters(options: RedisLedgerOptions): RedisCounters {
  const scripts = defineScripts(options.redis);
  const epochs = followEpochs({ ...options, scripts });
  const load = oncePerKey((uid, epoch) => loadAccount({ ...options, scripts }, epoch, uid, "when missing"));
  return {
    ...options,
    scripts,
    async inEpoch(step, uid) {
      for (let attempt = 0; attempt < attempts; attempt++) {
        const epoch = await epochs.current();
        let reply = await step(epoch);
        if (reply === "unloaded" && uid !== undefined) reply = await load(uid, epoch);
        else if (reply !== "lost") return reply;
        if (reply === "lost") epochs.forget();
      }
      throw new PlatformError("StorageUnavailable", "Redis keeps losing its counters", {
        retryAfterSeconds: 5,
      });
    },
  };
}

type Work = (key: string, argument: string) => Promise<unknown>;

/** Many requests that need the same account at the same moment wait for one loading of it. */
function oncePerKey(work: Work): Work {
  const running = new Map<string, Promise<unknown>>();
  return (key, argument) => {
    const known = running.get(key);
    if (known !== undefined) return known;
    const started = work(key, argument).finally(() => running.delete(key));
    running.set(key, started);
    return started;
  };
}
