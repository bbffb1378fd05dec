import { createRequire } from "node:module";
import type { ModelSource } from "./catalog.ts";

const require = createRequire(import.meta.url);

/**
 * The 8-bit form of a model that an installed package brings ready to load, its checksum in a file beside it. The
 * published engine has one; the checkout has the weights that it is made of instead.
 */
export function packagedForm(source: ModelSource): string | undefined {
  if (source.kind !== "package" || source.int8 === undefined) return undefined;
  try {
    return require.resolve(source.int8);
  } catch {
    return undefined;
  }
}
