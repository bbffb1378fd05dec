import { Histogram } from "prom-client";

const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** How long looks wait for a worker, and how long they run there: of an API node. */
export function createLookTimes() {
  const histogram = (name: string, help: string) =>
    new Histogram({ name, help, buckets: SECONDS, registers: [] });
  const wait = histogram(
    "alphacut_look_wait_seconds",
    "Wait of a model run for a worker, the way there and back included",
  );
  const run = histogram("alphacut_look_run_seconds", "Time of a model run on a worker");
  return {
    histograms: [wait, run],
    observe(look: { waitSeconds: number; runSeconds: number }): void {
      wait.observe(look.waitSeconds);
      run.observe(look.runSeconds);
    },
  };
}
