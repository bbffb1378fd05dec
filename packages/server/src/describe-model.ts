import { describePrecision, ModelStore } from "@alphacut/engine";
import { readConfig } from "./config.ts";

/**
 * What the default model computes in, as a comment line below the printed settings.
 * @throws ConfigError
 */
export async function describeModel(environment: Parameters<typeof readConfig>[0]): Promise<string> {
  const { model, modelsDir, precision } = readConfig(environment);
  const store = new ModelStore(modelsDir, { precision });
  const found = store.specs.find(({ name }) => name === model);
  const installed = found && (await store.find(found));
  return `# ${model}: ${installed ? describePrecision(installed.decision) : "not prepared yet"}`;
}
