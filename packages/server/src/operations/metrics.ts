import { createRequire } from "node:module";
import type { Caller } from "@alphacut/platform";
import { Counter, collectDefaultMetrics, Gauge, Histogram, type Metric, Registry } from "prom-client";
import type { CutoutResult } from "../cutout/cutout.ts";
import type { CutoutEngine } from "../cutout/engine.ts";
import type { FailureCode } from "../http/failure.ts";
import type { Uploads } from "../http/upload-budget.ts";
import { addModelMetrics } from "./model-metrics.ts";
import { watchPrecision } from "./precision-metrics.ts";
import { readInTime } from "./read-in-time.ts";

/** An answer that was given. */
export interface AnsweredRequest {
  method: string;
  /** Pattern of the address. */
  route: string;
  /** Whose API it is, as `dialectOf` says. */
  dialect: string;
  status: number;
  seconds: number;
}

/** A picture of a job that has ended. */
export interface EndedItem {
  channel: "app" | "api";
  /** Why it came to nothing: a code of our own errors. Undefined: it is there, and was charged for. */
  reason?: string | undefined;
}

/** What Prometheus is told. Labels never name an account or an address. */
export interface Metrics {
  countRequest(request: AnsweredRequest): void;
  /** A picture that was asked for and not made. */
  countRefusal(dialect: string, reason: FailureCode): void;
  countCutout(caller: Caller, result: CutoutResult): void;
  countItem(item: EndedItem): void;
  /** An attempt to send a webhook. */
  countWebhook(outcome: "delivered" | "failed" | "gone"): void;
  /** Tells a number that is read whenever Prometheus asks. */
  watch(name: string, help: string, read: () => number | Promise<number>): void;
  /** Tells numbers by a label that are read whenever Prometheus asks. */
  watchEach(name: string, help: string, label: string, read: () => Promise<Record<string, number>>): void;
  /** The page that Prometheus reads. */
  page(): Promise<{ contentType: string; text: string }>;
}

const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** @param further metrics of whoever has made the engine */
export function createMetrics(
  engine: CutoutEngine,
  uploads: Pick<Uploads, "used">,
  further: readonly Metric[] = [],
): Metrics {
  const registry = new Registry();
  for (const metric of further) registry.registerMetric(metric);
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter<Label>({ name, help, labelNames, registers });
  const seconds = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Histogram<Label>({ name, help, labelNames, buckets: SECONDS, registers });
  const watch: Metrics["watch"] = (name, help, read) => {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const value = await readInTime(read);
        // What can't be told is left out: the rest of the page is needed most then.
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
  };
  const watchEach: Metrics["watchEach"] = (name, help, label, read) => {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers,
      async collect() {
        const values = await readInTime(read);
        this.reset();
        for (const [key, value] of Object.entries(values ?? {})) this.set({ [label]: key }, value);
      },
    });
  };

  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "alphacut_build_info",
    help: "1; its labels say what runs",
    labelNames: ["version", "node"],
    registers,
  }).set({ version, node: process.version }, 1);
  const requests = counter(
    "alphacut_http_requests_total",
    "Answered requests",
    "method",
    "route",
    "dialect",
    "status",
  );
  const latency = seconds(
    "alphacut_http_request_seconds",
    "Time from the first byte of a request to the last of its answer",
    "route",
    "dialect",
  );
  const refusals = counter(
    "alphacut_pictures_refused_total",
    "Pictures that were asked for and not made",
    "dialect",
    "reason",
  );
  const stages = seconds("alphacut_cutout_stage_seconds", "Time of each stage of a cutout", "stage");
  const backdrops = counter(
    "alphacut_cutouts_total",
    "Cutouts made, by what the subject stood before: a flat backdrop or a scene",
    "backdrop",
  );
  const credits = counter(
    "alphacut_credits_charged_total",
    "Credits charged, by the caller's channel",
    "channel",
  );
  const items = counter("alphacut_job_items_total", "Pictures of jobs that have ended", "state", "reason");
  const webhooks = counter("alphacut_webhook_attempts_total", "Attempts to send a webhook", "outcome");
  watch("alphacut_images_working", "Images in work", () => engine.status().working);
  watch("alphacut_images_waiting", "Images waiting for their turn", () => engine.status().waiting);
  addModelMetrics(registry, engine.status().model, () => engine.status().looks);
  watch("alphacut_upload_bytes", "Bytes of uploads in memory", () => uploads.used);
  watchPrecision(engine, registers);

  return {
    watch,
    watchEach,
    countRequest({ method, route, dialect, status, seconds: took }) {
      requests.inc({ method, route, dialect, status });
      latency.observe({ route, dialect }, took);
    },
    countRefusal: (dialect, reason) => refusals.inc({ dialect, reason }),
    countCutout(caller, { picture, charged }) {
      for (const [stage, ms] of Object.entries(picture.timings)) stages.observe({ stage }, ms / 1000);
      backdrops.inc({ backdrop: picture.backdrop });
      credits.inc({ channel: caller.kind === "account" ? caller.channel : "anonymous" }, charged);
    },
    countItem({ channel, reason }) {
      items.inc({ state: reason === undefined ? "completed" : "failed", reason: reason ?? "" });
      if (reason === undefined) credits.inc({ channel });
    },
    countWebhook: (outcome) => webhooks.inc({ outcome }),
    page: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}
