import type { Encoding, EngineErrorCode } from "@alphacut/engine/portable";
import type { Source } from "./input.ts";

/** What a model can run on. */
export type Provider = "webgpu" | "wasm";

/** Addresses of what browsers load of ONNX Runtime: its module, and the WebAssembly with the script around it. */
export interface RuntimeFiles {
  module: string;
  glue: string;
  binary: string;
}

/** Which file the model is for each provider; `bytes` and `sha256` are checked before it is used. */
export type ModelManifest = Record<Provider, { file: string; bytes: number; sha256: string }>;

export interface Assets {
  runtimes: Record<Provider, RuntimeFiles>;
  model: {
    /** Address of the `ModelManifest`. */
    manifest: string;
    /** Addresses of the files; by default those that the manifest names, beside it. */
    files?: Record<Provider, string>;
  };
}

/** What the browser allows, as only the page can tell. */
export interface Surroundings {
  /** A phone or tablet: one thread, and memory given back after every run. */
  isPhone: boolean;
  device: "cpu" | "gpu";
}

/** What the model runs on, and why on nothing faster. */
export interface RuntimeStatus {
  provider: Provider;
  /** 1 with `webgpu`. */
  threads: number;
  /** Why not WebGPU, or not more threads; absent where there is nothing to explain. */
  reason?: string;
}

export interface CutoutJob extends Encoding {
  source: Source;
  output: "cutout" | "mask" | "background";
  /** The matte is this picture, and no model runs. */
  matte?: Source;
  /** The photo's own shadow stays, where it fell on a plain backdrop. */
  keepShadow?: boolean;
}

export type ToWorker =
  | { kind: "start"; assets: Assets; surroundings: Surroundings }
  | { kind: "load"; id: number }
  | { kind: "cut out"; id: number; job: CutoutJob };

export type FromWorker =
  | { kind: "fetched"; id: number; key: string; current: number; total: number }
  /** From here on only ending the worker stops it. */
  | { kind: "computing"; id: number }
  | { kind: "status"; status: RuntimeStatus }
  | { kind: "done"; id: number; result?: MadePicture }
  | { kind: "failed"; id: number; error: WireError };

export interface MadePicture {
  blob: Blob;
  width: number;
  height: number;
}

/** Structured cloning keeps no classes. */
export interface WireError {
  code: EngineErrorCode | "Unexpected";
  message: string;
}
