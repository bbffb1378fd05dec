import { describePrecision, ModelStore, resolveDevice } from "@alphacut/engine";
import { readConfig } from "./config.ts";

/**
 * What the default model runs on and computes in, as a comment line below the printed settings.
 * @throws ConfigError
 */
export async function describeModel(environment: Parameters<typeof readConfig>[0]): Promise<string> {
  const { role, model, modelsDir, precision, device: setting } = readConfig(environment);
  if (role === "api") return `# ${model}: on workers`;
  const device = resolveDevice(setting);
  const store = new ModelStore(modelsDir, { precision, device });
  const found = store.specs.find(({ name }) => name === model);
  const installed = found && (await store.find(found));
  return `# ${model} on ${device}: ${installed ? describePrecision(installed.decision) : "not prepared yet"}`;
}
