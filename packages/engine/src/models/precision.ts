import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { arch, cpus } from "node:os";
import { writeWhole } from "../write-whole.ts";
import type { Trial } from "./trial.ts";

/** What a model computes in. */
export type Precision = "float32" | "int8";
/** `auto`: whatever does best on this machine. */
export type PrecisionSetting = "auto" | Precision;

/** What a model computes in on this machine, and why. */
export interface PrecisionDecision {
  precision: Precision;
  /** `trial`: both forms ran here. `setting`: the operator's word. `only`: the model has no other form. */
  reason: "trial" | "setting" | "only";
  /** What the trial on this machine measured, where there was one. */
  trial?: Trial;
}

/** Masks that agree less are another model's. */
const MINIMUM_AGREEMENT = 0.98;
/** Below this, the exact form is worth more than the time. */
const MINIMUM_SPEEDUP = 1.2;

/** The form that a trial speaks for. */
export function choose({ agreement, speedup }: Trial): Precision {
  return agreement >= MINIMUM_AGREEMENT && speedup >= MINIMUM_SPEEDUP ? "int8" : "float32";
}

/** Where the decision for machines like this one is kept, beside the model's file `stem`.onnx. */
export function decisionPath(stem: string): string {
  const processor = `${arch()} ${cpus()[0]?.model ?? "unknown"}`;
  return `${stem}.${createHash("sha256").update(processor).digest("hex").slice(0, 8)}.json`;
}

/** The decision that was made on a machine like this one, if any was. */
export async function readDecision(path: string): Promise<PrecisionDecision | undefined> {
  try {
    const trial = JSON.parse(await readFile(path, "utf8")) as Trial;
    return { precision: choose(trial), reason: "trial", trial };
  } catch {
    return undefined;
  }
}

/** Keeps a decision. @returns the one that counts: of several processes that decide at once, the first one's */
export async function keepDecision(path: string, trial: Trial): Promise<PrecisionDecision> {
  const json = Buffer.from(`${JSON.stringify(trial)}\n`);
  await writeWhole(path, json, { overwrite: false }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  return (await readDecision(path)) ?? { precision: choose(trial), reason: "trial", trial };
}

/** The decision in words, with both numbers of the trial. */
export function describePrecision({ precision, reason, trial }: PrecisionDecision): string {
  const why = { trial: "decided on this machine", setting: "as set", only: "its only form" }[reason];
  if (!trial) return `${precision}, ${why}`;
  const { agreement, speedup } = trial;
  return `${precision}, ${why}: the 8-bit masks overlap by ${(100 * agreement).toFixed(1)} % and take 1/${speedup.toFixed(1)} of the time`;
}
