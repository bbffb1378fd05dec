import type { InferenceSession, Tensor } from "onnxruntime-web";
import type { Provider, RuntimeFiles, Surroundings } from "../messages.ts";

type Ort = typeof import("onnxruntime-web");

/** A model that is loaded. */
export interface Session {
  provider: Provider;
  threads: number;
  /** Why there is only one. */
  reason: string | undefined;
  inference: InferenceSession;
  makeTensor: (data: Float32Array, dims: readonly number[]) => Tensor;
}

/** More gain little, and leave nothing for the page. */
const MOST_THREADS = 8;

/** @throws whatever ONNX Runtime does when it cannot load itself or the model */
export async function openSession(
  provider: Provider,
  { module, glue, binary }: RuntimeFiles,
  model: Uint8Array,
  { isPhone }: Surroundings,
): Promise<Session> {
  // Bundlers copied it as a file; it is no part of their graph.
  const ort = (await import(/* @vite-ignore */ /* webpackIgnore: true */ module)) as Ort;
  const { threads, reason } = provider === "wasm" ? threadsOf(isPhone) : { threads: 1, reason: undefined };
  ort.env.logLevel = "error";
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.wasmPaths = { mjs: glue, wasm: binary };
  const inference = await ort.InferenceSession.create(model, {
    executionProviders: [provider],
    // A memory plan is kept for every input size; without plans the memory stays flat and the speed is the same.
    enableMemPattern: false,
    // What a run leaves is kept for the next one, except where memory is short.
    enableCpuMemArena: !isPhone,
    // For graphics processors the 8-bit weights are widened once, here.
    ...(provider === "webgpu" && { extra: { session: { disable_quant_qdq: "1" } } }),
  });
  return {
    provider,
    threads,
    reason,
    inference,
    makeTensor: (data, dims) => new ort.Tensor("float32", data, dims),
  };
}

/** Threads share memory, which browsers allow to isolated pages alone; on phones they cost more memory than there is. */
function threadsOf(isPhone: boolean): { threads: number; reason: string | undefined } {
  if (isPhone) return { threads: 1, reason: "this is a phone or tablet" };
  if (!globalThis.crossOriginIsolated) return { threads: 1, reason: "the page is not cross-origin isolated" };
  return { threads: Math.min(MOST_THREADS, navigator.hardwareConcurrency || 1), reason: undefined };
}
