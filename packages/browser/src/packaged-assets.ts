import type { Assets, RuntimeFiles } from "./messages.ts";
import { RUNTIMES } from "./runtimes.ts";

/** Everything as it lies in this package, wherever a bundler has put it. */
const PACKAGED: Assets = {
  runtimes: RUNTIMES,
  model: {
    manifest: new URL("../assets/isnet.json", import.meta.url).href,
    files: {
      wasm: new URL("../assets/isnet.int8.onnx", import.meta.url).href,
      webgpu: new URL("../assets/isnet.weights8.onnx", import.meta.url).href,
    },
  },
};

/** @param publicPath a folder with copies of this package's `assets`; those in the package when absent */
export function assetsAt(publicPath: string | undefined): Assets {
  if (publicPath === undefined) return PACKAGED;
  const base = new URL(publicPath, globalThis.location?.href);
  const at = (name: string) => new URL(name, base).href;
  const runtime = (module: string, stem: string): RuntimeFiles => ({
    module: at(module),
    glue: at(`${stem}.mjs`),
    binary: at(`${stem}.wasm`),
  });
  return {
    runtimes: {
      wasm: runtime("ort.wasm.min.mjs", "ort-wasm-simd-threaded"),
      webgpu: runtime("ort.webgpu.min.mjs", "ort-wasm-simd-threaded.asyncify"),
    },
    model: { manifest: at("isnet.json") },
  };
}
