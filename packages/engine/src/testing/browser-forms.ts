import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PREPARATION_VERSION } from "../models/catalog.ts";
import { centeredBrightnessModel } from "./tiny-models.ts";

/** Puts a model whose mask is brightness where `browserForms` would put the real one for browsers. */
export async function tinyBrowserForms(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const { source } = await centeredBrightnessModel(directory);
  const { path } = source as { path: string };
  const bytes = await readFile(path);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const form = (file: string) => ({ file, bytes: bytes.length, sha256 });
  const manifest = {
    preparation: PREPARATION_VERSION,
    wasm: form("isnet.int8.onnx"),
    webgpu: form("isnet.weights8.onnx"),
  };
  await copyFile(path, join(directory, manifest.wasm.file));
  await rename(path, join(directory, manifest.webgpu.file));
  await writeFile(join(directory, "isnet.json"), JSON.stringify(manifest));
}
