/** Entry of a short-lived process: editing a graph blocks for seconds and takes memory, which ends with the process. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "../write-whole.ts";
import { withFloatArithmetic } from "./onnx/float-arithmetic.ts";

export interface BrowserFormsRequest {
  /** The 8-bit model. */
  path: string;
  /** Where the forms go. */
  directory: string;
  /** Path of the manifest. */
  manifest: string;
  preparation: number;
}

process.once("message", async ({ path, directory, manifest, preparation }: BrowserFormsRequest) => {
  const write = async (file: string, data: Uint8Array) => {
    await writeWhole(join(directory, file), data, { overwrite: true });
    return { file, bytes: data.length, sha256: createHash("sha256").update(data).digest("hex") };
  };
  const int8 = await readFile(path);
  const wasm = await write("isnet.int8.onnx", int8);
  const webgpu = await write("isnet.weights8.onnx", withFloatArithmetic(int8));
  const json = `${JSON.stringify({ preparation, wasm, webgpu }, null, 2)}\n`;
  await writeWhole(manifest, Buffer.from(json), { overwrite: true });
  process.disconnect();
});

// Nobody waits for the files any more when the process that asked for them has gone.
process.once("disconnect", () => process.exit());
