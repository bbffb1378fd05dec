import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { EngineError } from "../errors.ts";
import type { ModelSource } from "./catalog.ts";
import { packagedForm } from "./packaged-form.ts";

const require = createRequire(import.meta.url);

/**
 * Reads weights that are already on this machine, verified against the source's checksum.
 * @throws EngineError `ModelUnavailable` when they are missing or damaged
 */
export async function readWeights(
  source: Extract<ModelSource, { kind: "package" | "file" }>,
): Promise<Buffer> {
  if (source.kind === "file") return readFile(source.path).catch(unavailable(`Cannot read ${source.path}`));
  const missing = unavailable(
    packagedForm(source) === undefined
      ? `The weights in the npm package ${source.package} cannot be read; run npm ci again`
      : "Only the 8-bit form of this model is installed; one with a file of its own, such as isnet-general-use, can do more",
  );
  const weights = await readPackageChunks(source.package, source.resource).catch(missing);
  const sha256 = createHash("sha256").update(weights).digest("hex");
  if (sha256 !== source.sha256) missing(new Error(`sha256 is ${sha256}, expected ${source.sha256}`));
  return weights;
}

async function readPackageChunks(packageName: string, resource: string): Promise<Buffer> {
  const folder = dirname(require.resolve(packageName));
  const resources = JSON.parse(await readFile(join(folder, "resources.json"), "utf8")) as Record<
    string,
    { chunks: { hash: string }[] } | undefined
  >;
  const chunks = resources[resource]?.chunks;
  if (!chunks) throw new Error(`${packageName} has no resource '${resource}'`);
  return Buffer.concat(await Promise.all(chunks.map(({ hash }) => readFile(join(folder, hash)))));
}

function unavailable(message: string): (cause: unknown) => never {
  return (cause) => {
    throw new EngineError("ModelUnavailable", message, { cause });
  };
}
