import { execFileSync } from "node:child_process";

/** Process ids of the children of this very test process that run this module of the engine. */
export function childProcesses(module: "inference-process" | "pixel-process"): number[] {
  try {
    return execFileSync("pgrep", ["-P", String(process.pid), "-f", module], { encoding: "utf8" })
      .trim()
      .split("\n")
      .map(Number);
  } catch {
    return [];
  }
}
