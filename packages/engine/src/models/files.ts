import { access, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type ModelSpec, PREPARATION_VERSION } from "./catalog.ts";
import { checksumOf } from "./checksum.ts";
import { decisionPath, type Precision } from "./precision.ts";
import { rangesPath } from "./ranges.ts";

/** Where the files of one model are, or would be. */
export interface ModelFiles extends Readonly<Record<Precision, string>> {
  /** Activation ranges; a model without them has no 8-bit form. */
  ranges: string | undefined;
  /** The decision between the two forms, for machines like this one. */
  decision: string;
}

/** The file that a model is pulled into, or that the operator has put somewhere; a packaged one has none. */
export function ownFile(directory: string, { name, source }: ModelSpec): string | undefined {
  if (source.kind === "file") return source.path;
  return source.kind === "https"
    ? join(directory, `${name}-${source.checksum.hex.slice(0, 16)}.onnx`)
    : undefined;
}

/** The checksum that tells a model's weights from others, in hex. Reads the file of a model that comes without one. */
export async function weightsChecksum({ source }: ModelSpec): Promise<string> {
  if (source.kind === "package") return source.sha256;
  return source.kind === "https" ? source.checksum.hex : checksumOf(source.path, "sha256");
}

/** @throws the file system's error when the file of a model that has one of its own cannot be read */
export async function filesOf(directory: string, spec: ModelSpec): Promise<ModelFiles> {
  const measured = await mayBeMeasured(directory, spec);
  const weights = measured ? await weightsChecksum(spec) : "";
  const stem = join(directory, `${spec.name}-${weights.slice(0, 16)}-p${PREPARATION_VERSION}`);
  const ranges = [rangesPath(spec.name, weights, directory), rangesPath(spec.name, weights)];
  const there = await Promise.all(ranges.map(exists));
  return {
    float32: ownFile(directory, spec) ?? `${stem}.float32.onnx`,
    int8: `${stem}.int8.onnx`,
    ranges: measured ? ranges.find((_, i) => there[i]) : undefined,
    decision: decisionPath(stem),
  };
}

/** Whether it is worth it to read a whole file for its checksum. */
async function mayBeMeasured(directory: string, { name, source }: ModelSpec): Promise<boolean> {
  if (source.kind !== "file") return true;
  const names = await readdir(directory).catch(() => []);
  return names.some((file) => file.startsWith(`${name}-`) && file.endsWith(".ranges.json"));
}

export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Removes every prepared file of the same weights but the one at `kept`, of older versions too. */
export async function removeOtherForms(directory: string, spec: ModelSpec, kept: string): Promise<void> {
  const stem = `${spec.name}-${(await weightsChecksum(spec)).slice(0, 16)}-p`;
  const names = await readdir(directory).catch(() => []);
  const prepared = names.filter((name) => name.startsWith(stem) && name.endsWith(".onnx"));
  for (const path of prepared.map((name) => join(directory, name))) {
    // Where a file that is in use cannot be removed, it stays until the next preparation.
    if (path !== kept) await rm(path, { force: true }).catch(() => {});
  }
}
