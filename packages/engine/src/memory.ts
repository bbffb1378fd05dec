import { totalmem } from "node:os";

/** How much memory the engine may take: `small` lets one 1.5 megapixel photo through in 512 MB of all processes. */
export type MemorySetting = "auto" | "normal" | "small";

/** With less, two pictures and a model at full speed don't fit beside each other. */
const SMALL_BELOW_BYTES = 1.5 * 1024 ** 3;

/**
 * What `auto` means here: the limit of the container or service (cgroup) decides, or the machine's memory.
 * @param constrainedBytes of the cgroup; 0 or undefined where there is no limit
 */
export function resolveMemory(
  setting: MemorySetting,
  constrainedBytes: number | undefined = process.constrainedMemory?.(),
): Exclude<MemorySetting, "auto"> {
  if (setting !== "auto") return setting;
  const bytes = Math.min(constrainedBytes || Number.POSITIVE_INFINITY, totalmem());
  return bytes < SMALL_BELOW_BYTES ? "small" : "normal";
}
