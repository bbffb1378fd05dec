import type { Log } from "../log.ts";
import type { CreditLedger } from "./ledger.ts";

export interface Maintenance {
  /** Stops after one last round, so that what has been spent is in the database. */
  stop(): Promise<void>;
}

/** Maintains the ledger every `everyMs` until stopped. A round that fails is reported once, until one succeeds again. */
export function keepMaintained(ledger: CreditLedger, everyMs: number, log: Log): Maintenance {
  let failing = false;
  const round = async (): Promise<void> => {
    try {
      await ledger.maintain();
      if (failing) log.info({}, "Credits are maintained again");
      failing = false;
    } catch (error) {
      if (!failing) log.warn({ err: error }, "Credits cannot be maintained; trying again until it works");
      failing = true;
    }
  };
  let stopped = false;
  let timer: NodeJS.Timeout;
  let running = Promise.resolve();
  const schedule = (): void => {
    timer = setTimeout(() => {
      running = round().then(() => {
        if (!stopped) schedule();
      });
    }, everyMs).unref();
  };
  schedule();
  return {
    async stop() {
      if (stopped) return;
      stopped = true;
      clearTimeout(timer);
      await running;
      await round();
    },
  };
}
