import type { PrecisionSetting } from "@alphacut/engine";
import type { Context } from "../context.ts";
import { UsageError } from "../errors.ts";

const SETTINGS: readonly string[] = ["auto", "int8", "float32"] satisfies PrecisionSetting[];

/**
 * What models compute in, as the server's variable says.
 * @throws UsageError when it says something else
 */
export function precisionSetting({ ALPHACUT_PRECISION: setting }: Context["env"]): PrecisionSetting {
  if (!setting) return "auto";
  if (SETTINGS.includes(setting)) return setting as PrecisionSetting;
  throw new UsageError(`ALPHACUT_PRECISION: got ${JSON.stringify(setting)}, takes ${SETTINGS.join(", ")}`);
}
