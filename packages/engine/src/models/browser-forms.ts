import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { EngineError } from "../errors.ts";
import { forkModule } from "../spawn.ts";
import type { BrowserFormsRequest } from "./browser-forms-process.ts";
import { DEFAULT_MODEL, PREPARATION_VERSION } from "./catalog.ts";
import { ModelStore } from "./store.ts";

/** A file that browsers fetch; both numbers are checked there before it is used. */
interface BrowserForm {
  file: string;
  bytes: number;
  sha256: string;
}

/**
 * The default model as browsers run it: `wasm` computes in 8 bits, `webgpu` in single precision with the same weights of 8
 * bits. Either is a fourth of the exact model's size.
 */
export type BrowserForms = Record<"wasm" | "webgpu", BrowserForm>;

interface Manifest extends BrowserForms {
  preparation: number;
}

/** Says what the folder holds; written last. */
const MANIFEST = "isnet.json";
const TIMEOUT_MS = 60_000;

/**
 * Puts the forms of the default model for browsers into a folder, with a manifest `isnet.json` beside them, unless they are
 * there already. Takes seconds, in processes of their own.
 *
 * @param directory of nothing else
 * @throws EngineError `ModelUnavailable`
 */
export async function browserForms(directory: string): Promise<BrowserForms> {
  const known = await readManifest(directory);
  if (known) return known;
  const { path } = await new ModelStore(directory, { precision: "int8" }).install(DEFAULT_MODEL);
  const child = forkModule("models/browser-forms-process");
  const timer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
  const exit = once(child, "exit");
  const manifest = join(directory, MANIFEST);
  const request: BrowserFormsRequest = { path, directory, manifest, preparation: PREPARATION_VERSION };
  child.send(request);
  const [status] = await exit;
  clearTimeout(timer);
  const made = await readManifest(directory);
  if (status !== 0 || !made)
    throw new EngineError("ModelUnavailable", `The model for browsers could not be written to ${directory}`);
  // What was prepared for this alone; a packaged one stays.
  if (resolve(dirname(path)) === resolve(directory)) await rm(path, { force: true });
  return made;
}

async function readManifest(directory: string): Promise<BrowserForms | undefined> {
  try {
    const text = await readFile(join(directory, MANIFEST), "utf8");
    const { preparation, wasm, webgpu } = JSON.parse(text) as Manifest;
    return preparation === PREPARATION_VERSION ? { wasm, webgpu } : undefined;
  } catch {
    return undefined;
  }
}
