import { createHash } from "node:crypto";
import { basename } from "node:path";
import { type ModelSource, type ModelSpec, PREPARATION_VERSION } from "./catalog.ts";

const tags = new WeakMap<ModelSpec, string>();

/**
 * A short name of what a model makes of a picture: its weights, and how pictures enter and masks leave it. Machines whose
 * tags are equal answer each other's pictures. A model from a file is known by the name of that file alone, since not every
 * machine has it: changed weights need a new name.
 */
export function modelTag(spec: ModelSpec): string {
  let tag = tags.get(spec);
  if (tag === undefined) {
    const { name, source, input, mean, deviation, output } = spec;
    const identity = [PREPARATION_VERSION, name, weightsOf(source), input, mean, deviation, output];
    tag = `${name}-${createHash("sha256").update(JSON.stringify(identity)).digest("hex").slice(0, 12)}`;
    tags.set(spec, tag);
  }
  return tag;
}

function weightsOf(source: ModelSource): string {
  if (source.kind === "package") return source.sha256;
  return source.kind === "https" ? source.checksum.hex : basename(source.path);
}
