import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { InferenceSession } from "onnxruntime-node";

/** What a model can run on. */
export const DEVICES = ["cpu", "cuda", "directml", "coreml", "webgpu"] as const;
export type Device = (typeof DEVICES)[number];
/** `auto`: CUDA where its library was installed beside ONNX Runtime, the processor everywhere else. */
export type DeviceSetting = "auto" | Device;

/** The execution providers of ONNX Runtime's package for Node, as its documentation lists them. */
const OFFERED: Readonly<Record<string, readonly Device[]>> = {
  "linux-x64": ["cpu", "cuda", "webgpu"],
  "linux-arm64": ["cpu", "webgpu"],
  "win32-x64": ["cpu", "directml", "webgpu"],
  "win32-arm64": ["cpu", "directml", "webgpu"],
  "darwin-arm64": ["cpu", "coreml", "webgpu"],
};

const PROVIDERS = { cpu: "cpu", cuda: "cuda", directml: "dml", coreml: "coreml", webgpu: "webgpu" } as const;

/** What somebody has to install or to check where a device cannot be used. */
const NEEDS: Readonly<Record<Device, string>> = {
  cpu: "a processor that ONNX Runtime knows",
  cuda: "Linux on x64, an NVIDIA GPU with its driver, CUDA 12 with cuDNN 9, and libonnxruntime_providers_cuda.so beside ONNX Runtime",
  directml: "Windows with a GPU that knows DirectX 12",
  coreml: "macOS on Apple silicon",
  webgpu: "a GPU with a driver for Vulkan, Direct3D 12 or Metal",
};

/** The devices that ONNX Runtime offers on such a machine. */
export function offeredDevices(machine = `${process.platform}-${process.arch}`): readonly Device[] {
  return OFFERED[machine] ?? ["cpu"];
}

/** What `auto` means on this machine. */
export function resolveDevice(setting: DeviceSetting, hasCuda: () => boolean = hasCudaLibrary): Device {
  if (setting !== "auto") return setting;
  return offeredDevices().includes("cuda") && hasCuda() ? "cuda" : "cpu";
}

function hasCudaLibrary(): boolean {
  const entry = createRequire(import.meta.url).resolve("onnxruntime-node");
  const folder = join(dirname(entry), "..", "bin", "napi-v6", process.platform, process.arch);
  return existsSync(join(folder, "libonnxruntime_providers_cuda.so"));
}

/**
 * @param threads of one run, of what is computed on the processor
 * @param keepsMemory a run's memory is kept for the next one, which takes a quarter less time
 */
export function sessionOptions(
  device: Device,
  threads: number,
  keepsMemory: boolean,
): InferenceSession.SessionOptions {
  return {
    executionProviders: [PROVIDERS[device]],
    intraOpNumThreads: threads,
    // A memory plan is kept for every input size; without plans the memory stays flat and the speed is the same. DirectML
    // takes none, and one operator at a time.
    enableMemPattern: false,
    ...(device === "directml" && { executionMode: "sequential" }),
    enableCpuMemArena: keepsMemory,
    // Threads that spin between operators win 3 % on idle cores and lose 4 % beside the pixel threads.
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  };
}

/** The error of a device that could not be opened, with what it needs. The processor's own is about the model. */
export function cannotUse(device: Device, error: unknown): unknown {
  if (device === "cpu") return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(`The device '${device}' cannot be used here. It needs ${NEEDS[device]}. (${reason})`, {
    cause: error,
  });
}
