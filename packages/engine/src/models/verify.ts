import { rm } from "node:fs/promises";
import { checksumOf } from "./checksum.ts";
import { readWeights } from "./source.ts";
import { type ModelStore, prepareInProcess } from "./store.ts";

/** `unchecked`: a file of the operator's own without a checksum. */
export type Verdict = "intact" | "missing" | "damaged" | "unchecked";

/**
 * Compares a model's file with its checksum. A prepared model is prepared anew from its verified weights, which takes some
 * seconds, and compared with that.
 *
 * @throws EngineError `ModelUnavailable` when the model is unknown or the weights that came with the product are damaged
 */
export async function verifyModel(store: ModelStore, name: string): Promise<Verdict> {
  const spec = store.spec(name);
  const { source } = spec;
  const path = store.pathOf(spec);
  if (source.kind === "package") await readWeights(source);
  if (!(await store.has(spec))) return "missing";
  if (source.kind === "file") return "unchecked";
  if (source.kind === "https") {
    const { algorithm, hex } = source.checksum;
    return (await checksumOf(path, algorithm)) === hex ? "intact" : "damaged";
  }
  const fresh = `${path}.${process.pid}.tmp`;
  try {
    await prepareInProcess(spec, fresh);
    const [expected, actual] = await Promise.all([checksumOf(fresh, "sha256"), checksumOf(path, "sha256")]);
    return expected === actual ? "intact" : "damaged";
  } finally {
    await rm(fresh, { force: true });
  }
}
