import type { SegmenterStatus } from "@alphacut/engine";
import { Counter, Gauge, type Registry } from "prom-client";

/** Where masks come from, as Prometheus is told. */
const SOURCES = { model: "model", memory: "memory", shared: "redis" } as const;

/** The model's side of a node or a worker: what runs on what, how much waits, what answered. */
export function addModelMetrics(registry: Registry, model: string, read: () => SegmenterStatus): void {
  const registers = [registry];
  new Counter({
    name: "alphacut_looks_total",
    help: "Masks by where they came from: a run of the model, this process's memory, or the memory in Redis",
    labelNames: ["source"],
    registers,
    collect() {
      const { answered } = read();
      this.reset();
      for (const key of ["model", "memory", "shared"] as const)
        this.inc({ source: SOURCES[key] }, answered[key]);
    },
  });
  new Counter({
    name: "alphacut_model_restarts_total",
    help: "Processes of models that were lost and replaced",
    registers,
    collect() {
      this.reset();
      this.inc(read().restarts);
    },
  });
  new Gauge({
    name: "alphacut_workers",
    help: "Machines that have the default model ready, by what it runs on",
    labelNames: ["model", "device", "precision"],
    registers,
    collect() {
      this.reset();
      for (const { device, precision } of read().runs)
        this.inc({ model, device, precision: precision.precision });
    },
  });
  const gauge = (name: string, help: string, of: (status: SegmenterStatus) => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(of(read()));
      },
    });
  gauge(
    "alphacut_looks_waiting",
    "Model runs that wait, those of other API nodes included",
    ({ waiting }) => waiting,
  );
  gauge(
    "alphacut_model_lanes",
    "Model runs that can go on at the same time, on all workers",
    ({ lanes }) => lanes,
  );
  gauge(
    "alphacut_seconds_per_look",
    "How long a model run took lately",
    ({ secondsPerLook }) => secondsPerLook,
  );
}
