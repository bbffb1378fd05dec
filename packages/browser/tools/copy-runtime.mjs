/** Copies what browsers load of ONNX Runtime into `assets/`: with and without WebGPU, nothing else of its 130 MB. */
import { copyFileSync, mkdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const FILES = [
  "ort.wasm.min.mjs",
  "ort-wasm-simd-threaded.mjs",
  "ort-wasm-simd-threaded.wasm",
  "ort.webgpu.min.mjs",
  "ort-wasm-simd-threaded.asyncify.mjs",
  "ort-wasm-simd-threaded.asyncify.wasm",
];
const assets = fileURLToPath(new URL("../assets/", import.meta.url));
const dist = dirname(createRequire(import.meta.url).resolve("onnxruntime-web/wasm"));

mkdirSync(assets, { recursive: true });
for (const name of FILES) {
  const [from, to] = [join(dist, name), join(assets, name)];
  // The same version has the same sizes; a copy would only make bundlers start anew.
  if (statSync(to, { throwIfNoEntry: false })?.size !== statSync(from).size) copyFileSync(from, to);
}
