import type { PrecisionDecision } from "@alphacut/engine";
import type { Caller } from "@alphacut/platform";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { CutoutResult } from "../cutout/cutout.ts";
import type { CutoutEngine } from "../cutout/engine.ts";
import type { Uploads } from "../http/upload-budget.ts";

/** What Prometheus is told. Labels never name an account or an address. */
export interface Metrics {
  countRequest(method: string, route: string, status: number): void;
  countCutout(caller: Caller, result: CutoutResult): void;
  /** Tells a number that is read whenever Prometheus asks. */
  watch(name: string, help: string, read: () => number | Promise<number>): void;
  /** The page that Prometheus reads. */
  page(): Promise<{ contentType: string; text: string }>;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export function createMetrics(engine: CutoutEngine, uploads: Pick<Uploads, "used">): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "alphacut_http_requests_total",
    help: "Answered requests",
    labelNames: ["method", "route", "status"],
    registers,
  });
  const stages = new Histogram({
    name: "alphacut_cutout_stage_seconds",
    help: "Time of each stage of a cutout",
    labelNames: ["stage"],
    buckets: SECONDS,
    registers,
  });
  const backdrops = new Counter({
    name: "alphacut_cutouts_total",
    help: "Cutouts made, by what the subject stood before: a flat backdrop or a scene",
    labelNames: ["backdrop"],
    registers,
  });
  const credits = new Counter({
    name: "alphacut_credits_charged_total",
    help: "Credits charged, by the caller's channel",
    labelNames: ["channel"],
    registers,
  });
  const watch: Metrics["watch"] = (name, help, read) => void gauge(name, help, read, registers);
  watch("alphacut_images_working", "Images in work", () => engine.status().working);
  watch("alphacut_images_waiting", "Images waiting for their turn", () => engine.status().waiting);
  precisionGauges(engine, registers);
  watch("alphacut_upload_bytes", "Bytes of uploads in memory", () => uploads.used);
  return {
    watch,
    countRequest: (method, route, status) => requests.inc({ method, route, status }),
    countCutout(caller, { picture, charged }) {
      for (const [stage, ms] of Object.entries(picture.timings)) stages.observe({ stage }, ms / 1000);
      backdrops.inc({ backdrop: picture.backdrop });
      credits.inc({ channel: caller.kind === "account" ? caller.channel : "anonymous" }, charged);
    },
    page: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

/** What the default model computes in, and the trial that this was decided by. Without values until both are known. */
function precisionGauges(engine: CutoutEngine, registers: Registry[]): void {
  new Gauge({
    name: "alphacut_model_precision",
    help: "1 for what the default model computes in",
    labelNames: ["model", "precision"],
    registers,
    collect() {
      const { model, precision } = engine.status();
      this.reset();
      if (precision) this.set({ model, precision: precision.precision }, 1);
    },
  });
  const ofTrial = (measure: keyof NonNullable<PrecisionDecision["trial"]>, help: string) =>
    new Gauge({
      name: `alphacut_model_trial_${measure}`,
      help,
      labelNames: ["model"],
      registers,
      collect() {
        const { model, precision } = engine.status();
        this.reset();
        if (precision?.trial) this.set({ model }, precision.trial[measure]);
      },
    });
  ofTrial("agreement", "Overlap of the 8-bit and the float mask on this machine, 0 to 1");
  ofTrial("speedup", "Time of a float run over that of an 8-bit run on this machine");
}

/** A number that can't be told, as what knows it does not answer, is left out: the rest of the page is needed most then. */
function gauge(
  name: string,
  help: string,
  read: () => number | Promise<number>,
  registers: Registry[],
): void {
  new Gauge({
    name,
    help,
    registers,
    async collect() {
      const value = await inTime(read);
      if (value === undefined) this.remove();
      else this.set(value);
    },
  });
}

const READ_TIMEOUT_MS = 2000;

async function inTime(read: () => number | Promise<number>): Promise<number | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), READ_TIMEOUT_MS);
  });
  try {
    return await Promise.race([read(), tooLate]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
