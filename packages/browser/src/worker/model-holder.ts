import { EngineError, type Mask, type RgbRaster, toMask, toTensorData } from "@alphacut/engine/portable";
import type { InferenceSession, Tensor } from "onnxruntime-web";
import type { Assets, Provider, RuntimeStatus, Surroundings } from "../messages.ts";
import { MODEL } from "./model.ts";
import { openSession, type Session } from "./session.ts";
import { fetchModel, type OnFetch } from "./weights.ts";

/** The model in this worker: on the graphics processor where that works, else on the processor. */
export class ModelHolder {
  readonly #assets: Assets;
  readonly #surroundings: Surroundings;
  readonly #onStatus: (status: RuntimeStatus) => void;
  #session: Session | undefined;
  /** Why the graphics processor is not used. */
  #noGpu: string | undefined;

  constructor(assets: Assets, surroundings: Surroundings, onStatus: (status: RuntimeStatus) => void) {
    this.#assets = assets;
    this.#surroundings = surroundings;
    this.#onStatus = onStatus;
    if (surroundings.device === "cpu") this.#noGpu = "the processor was asked for";
  }

  /** @throws EngineError `ModelUnavailable` */
  async load(onFetch: OnFetch): Promise<void> {
    if (this.#session) return;
    this.#noGpu ??= await whyNoAdapter();
    if (this.#noGpu === undefined) {
      try {
        this.#session = await this.#open("webgpu", onFetch);
        // A session that opens may still fail at its first run.
        await this.#run(blank());
        return this.#tell({ provider: "webgpu", threads: 1 });
      } catch (error) {
        if (error instanceof EngineError) throw error;
        this.#giveUpGpu(error);
      }
    }
    this.#session = await this.#open("wasm", onFetch).catch((error: unknown) => {
      throw error instanceof EngineError ? error : cannotRun(error);
    });
    const { threads, reason } = this.#session;
    const reasons = [`no WebGPU: ${this.#noGpu}`, reason && `one thread: ${reason}`].filter(Boolean);
    this.#tell({ provider: "wasm", threads, reason: reasons.join("; ") });
  }

  /** The mask of a picture, of its size. @throws EngineError `ModelUnavailable` */
  async segment(input: RgbRaster): Promise<Mask> {
    try {
      return await this.#run(input);
    } catch (error) {
      if (this.#session?.provider !== "webgpu") throw cannotRun(error);
      // A graphics processor may go away, or have too little memory for the full size.
      this.#giveUpGpu(error);
      await this.load(() => {});
      return this.#run(input).catch((error: unknown) => {
        throw cannotRun(error);
      });
    }
  }

  async #open(provider: Provider, onFetch: OnFetch): Promise<Session> {
    const model = await fetchModel(this.#assets.model, provider, onFetch);
    return openSession(provider, this.#assets.runtimes[provider], model, this.#surroundings);
  }

  #giveUpGpu(error: unknown): void {
    this.#noGpu = `it failed (${messageOf(error).slice(0, 200)})`;
    void this.#session?.inference.release().catch(() => {});
    this.#session = undefined;
  }

  async #run(input: RgbRaster): Promise<Mask> {
    const { inference, makeTensor } = this.#session!;
    const { width, height } = input;
    const tensor = makeTensor(toTensorData(input, MODEL), [1, 3, height, width]);
    const results = await inference.run({ [inference.inputNames[0]!]: tensor });
    const output = results[outputName(inference)] as Tensor;
    const values = (await output.getData()) as Float32Array;
    output.dispose();
    if (values.length !== width * height || !Number.isFinite(values[values.length >> 1]))
      throw new Error(`it answered ${values.length} values that make no mask of ${width} × ${height}`);
    return { width, height, data: toMask(values, MODEL.output) };
  }

  #tell(status: RuntimeStatus): void {
    this.#onStatus(status);
  }
}

/** The one that the catalog names, where the file has it. */
function outputName({ outputNames }: InferenceSession): string {
  const { name } = MODEL.output;
  return name !== undefined && outputNames.includes(name) ? name : outputNames[0]!;
}

/** The smallest picture that the model takes. */
function blank(): RgbRaster {
  const side = MODEL.input.kind === "fixed" ? MODEL.input.side : MODEL.input.of;
  return { width: side, height: side, data: new Uint8Array(3 * side * side) };
}

async function whyNoAdapter(): Promise<string | undefined> {
  const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<unknown> } };
  if (!gpu) return "this browser has none";
  const adapter = await gpu.requestAdapter().catch(() => null);
  return adapter ? undefined : "there is no adapter";
}

function cannotRun(error: unknown): EngineError {
  return new EngineError(
    "ModelUnavailable",
    `This device could not run the model, probably for want of memory: ${messageOf(error)}`,
    { cause: error },
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
