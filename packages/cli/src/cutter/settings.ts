import type { MemorySetting, PrecisionSetting } from "@alphacut/engine";
import type { Context } from "../context.ts";
import { UsageError } from "../errors.ts";

/**
 * What models compute in, as the server's variable says.
 * @throws UsageError when it says something else
 */
export function precisionSetting(env: Context["env"]): PrecisionSetting {
  return setting(env, "ALPHACUT_PRECISION", ["auto", "int8", "float32"]);
}

/**
 * How much memory to take, as the server's variable says.
 * @throws UsageError when it says something else
 */
export function memorySetting(env: Context["env"]): MemorySetting {
  return setting(env, "ALPHACUT_MEMORY", ["auto", "small", "normal"]);
}

function setting<T extends string>(env: Context["env"], name: string, values: readonly T[]): T {
  const text = env[name] || "auto";
  const value = values.find((value) => value === text);
  if (value !== undefined) return value;
  throw new UsageError(`${name}: got ${JSON.stringify(text)}, takes ${values.join(", ")}`);
}
