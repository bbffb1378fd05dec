import type { Platform } from "@alphacut/platform";
import type { Metrics } from "./metrics.ts";
import type { RecentErrors } from "./recent-errors.ts";
import { type Dependency, stateOf } from "./routes.ts";

/** Tells Prometheus how the platform is: what waits, what failed, and whether everything that it needs answers. */
export function watchPlatform(
  { watch, watchEach }: Metrics,
  { mailStatus, jobs }: Platform,
  { dependencies, recentErrors }: { dependencies: readonly Dependency[]; recentErrors: RecentErrors },
): void {
  watch("alphacut_faults", "Failures that are ours since the start, as the log has them", recentErrors.count);
  watch(
    "alphacut_mails_waiting",
    "Mails that the SMTP server did not take yet",
    async () => (await mailStatus()).waiting,
  );
  watchEach(
    "alphacut_mails",
    "Attempts to send a mail since the start, by how they went",
    "outcome",
    async () => {
      const { sent, failures } = await mailStatus();
      return { sent, failed: failures };
    },
  );
  watchEach("alphacut_dependency_up", "1 while the database or Redis answers", "dependency", async () =>
    Object.fromEntries(
      await Promise.all(
        dependencies.map(async (one) => [one.name, Number((await stateOf(one)) === "ok")] as const),
      ),
    ),
  );
  watchEach(
    "alphacut_dependency_seconds",
    "How long the database or Redis takes to answer",
    "dependency",
    async () =>
      Object.fromEntries(
        await Promise.all(
          dependencies.map(async (one) => {
            const start = performance.now();
            await stateOf(one);
            return [one.name, (performance.now() - start) / 1000] as const;
          }),
        ),
      ),
  );
  if (!jobs) return;
  watch("alphacut_job_items_waiting", "Pictures of jobs that wait for their turn", () =>
    jobs.jobs.countWaiting(),
  );
  watch("alphacut_webhooks_waiting", "Webhooks that are still to be sent", () =>
    jobs.webhooks.countPending(),
  );
}
