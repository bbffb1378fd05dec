import type { Provider, RuntimeFiles } from "./messages.ts";

/** ONNX Runtime as it lies in this package. Written out, because bundlers find and copy only what stands there literally. */
export const RUNTIMES: Record<Provider, RuntimeFiles> = {
  wasm: {
    module: new URL("../assets/ort.wasm.min.mjs", import.meta.url).href,
    glue: new URL("../assets/ort-wasm-simd-threaded.mjs", import.meta.url).href,
    binary: new URL("../assets/ort-wasm-simd-threaded.wasm", import.meta.url).href,
  },
  webgpu: {
    module: new URL("../assets/ort.webgpu.min.mjs", import.meta.url).href,
    glue: new URL("../assets/ort-wasm-simd-threaded.asyncify.mjs", import.meta.url).href,
    binary: new URL("../assets/ort-wasm-simd-threaded.asyncify.wasm", import.meta.url).href,
  },
};
