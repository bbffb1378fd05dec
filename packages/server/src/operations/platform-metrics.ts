import type { Platform } from "@alphacut/platform";
import type { Metrics } from "./metrics.ts";

/** Tells Prometheus what waits in the platform. */
export function watchPlatform({ watch }: Metrics, { mailStatus, jobs }: Platform): void {
  watch(
    "alphacut_mails_waiting",
    "Mails that the SMTP server did not take yet",
    async () => (await mailStatus()).waiting,
  );
  watch(
    "alphacut_mail_failures",
    "Attempts to send a mail that failed since the start",
    async () => (await mailStatus()).failures,
  );
  if (!jobs) return;
  watch("alphacut_job_items_waiting", "Pictures of jobs that wait for their turn", () =>
    jobs.jobs.countWaiting(),
  );
}
