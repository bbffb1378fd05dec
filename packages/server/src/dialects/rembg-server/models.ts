import { MODELS } from "@alphacut/engine";
import { quotable } from "../../http/field-parsers.ts";

/**
 * What rembg calls models that are here under another name. All its other names are those of our catalog.
 * `isnet-general-use` is an export of the very weights of the default model.
 */
const OTHER_NAMES: Readonly<Record<string, string>> = { "isnet-general-use": "isnet" };

/** Models that rembg has and Alphacut cannot run, and why. */
const IMPOSSIBLE: Readonly<Record<string, string>> = {
  sam: "it needs points or boxes drawn by hand",
  u2net_cloth_seg: "it divides clothes into parts instead of cutting out a subject",
  u2net_custom: "a request can't name a file of the server",
  dis_custom: "a request can't name a file of the server",
  ben_custom: "a request can't name a file of the server",
};

export type ChosenModel =
  /** `undefined`: the default. */
  { model: string | undefined; substitutes?: boolean } | { refused: string };

export interface InstalledModels {
  /** Those that callers may name. */
  allowed: readonly string[];
  /** A model that is not installed is replaced by the default one. */
  substitute: boolean;
}

/** Finds the model that a caller of rembg's server means by a name; an empty name is the default model. */
export function chooseModel(name: string, { allowed, substitute }: InstalledModels): ChosenModel {
  if (name === "") return { model: undefined };
  if (allowed.includes(name)) return { model: name };
  const other = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : undefined;
  if (other !== undefined && allowed.includes(other)) return { model: other };
  if (substitute) return { model: undefined, substitutes: true };
  const reason = Object.hasOwn(IMPOSSIBLE, name) ? IMPOSSIBLE[name] : undefined;
  if (reason !== undefined) return { refused: `The model '${name}' is not available: ${reason}` };
  if (!MODELS.some((model) => model.name === name))
    return { refused: `There is no model '${quotable(name)}'; installed are: ${allowed.join(", ")}` };
  return {
    refused: `The model '${name}' is not installed on this server. Its operator can install it with: alphacut models pull ${name}`,
  };
}
