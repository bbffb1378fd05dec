import type { Platform } from "@alphacut/platform";
import type { FastifyBaseLogger } from "fastify";
import type { EndedItem, Metrics } from "../operations/metrics.ts";
import { runJobs } from "./job-runner.ts";
import type { ItemMaker } from "./make-item.ts";
import { Wake } from "./wake.ts";
import { sendWebhooks } from "./webhook-sender.ts";

export interface JobsOptions extends Omit<ItemMaker, "work"> {
  services: NonNullable<Platform["jobs"]>;
  metrics: Pick<Metrics, "countItem" | "countWebhook">;
  log: FastifyBaseLogger;
}

/** Everything that goes on by itself: pictures are made, messages sent, old files deleted. */
export interface RunningJobs {
  /** There is something new to do: items, messages, or files to delete. */
  wake(): void;
  stop(limitMs: number): Promise<void>;
}

const SWEEP_EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;

export function startJobs({ services, metrics, log, ...maker }: JobsOptions): RunningJobs {
  const { jobs, work, webhooks, leaseMs } = services;
  const onAttempt = metrics.countWebhook;
  const sender = sendWebhooks({ webhooks, fetchAllow: maker.fetchAllow, onAttempt, log });
  const onEnd = (item: EndedItem) => {
    metrics.countItem(item);
    sender.wake();
  };
  const runner = runJobs({ ...maker, work, log, heartbeatMs: leaseMs / 3, onEnd });
  const deleting = new Wake();
  const upkeep = [
    repeat("Pictures of workers that are gone wait", leaseMs / 3, new Wake(), () => work.takeBack()),
    repeat("Files of deleted jobs stay for now", SWEEP_EVERY_MS, deleting, () => jobs.sweep()),
    repeat("Files without an item stay for now", HOUR_MS, new Wake(), () =>
      jobs.sweepOrphans(new Date(Date.now() - HOUR_MS)),
    ),
  ];

  function repeat(problem: string, everyMs: number, wake: Wake, work: () => Promise<void>) {
    let isStopping = false;
    const running = (async () => {
      while (!isStopping) {
        await work().catch((error: unknown) => log.warn({ err: error }, problem));
        if (!isStopping) await wake.sleep(everyMs);
      }
    })();
    return {
      stop() {
        isStopping = true;
        wake.wake();
        return running;
      },
    };
  }

  return {
    wake() {
      runner.wake();
      sender.wake();
      deleting.wake();
    },
    async stop(limitMs) {
      await runner.stop(limitMs);
      await Promise.all([sender.stop(), ...upkeep.map(({ stop }) => stop())]);
    },
  };
}
