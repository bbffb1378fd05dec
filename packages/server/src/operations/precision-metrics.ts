import type { PrecisionDecision } from "@alphacut/engine";
import { Gauge, type Registry } from "prom-client";
import type { CutoutEngine } from "../cutout/engine.ts";

/** What the default model computes in, and the trial that this was decided by. Without values until both are known. */
export function watchPrecision(engine: CutoutEngine, registers: Registry[]): void {
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
