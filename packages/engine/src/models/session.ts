import { InferenceSession } from "onnxruntime-node";
import { cannotUse, type Device, sessionOptions } from "./device.ts";

/**
 * Loads a model by its path or out of memory.
 * @param threads of one run
 * @param options `keepsMemory`: a run's memory is kept for the next one, which takes a quarter less time
 * @throws Error of ONNX Runtime when the file is no model that it can run; one that says what the device needs
 */
export async function openSession(
  model: string | Uint8Array,
  threads: number,
  { keepsMemory = true, device = "cpu" as Device } = {},
): Promise<InferenceSession> {
  const options = sessionOptions(device, threads, keepsMemory);
  try {
    return await (typeof model === "string"
      ? InferenceSession.create(model, options)
      : InferenceSession.create(model, options));
  } catch (error) {
    throw cannotUse(device, error);
  }
}
