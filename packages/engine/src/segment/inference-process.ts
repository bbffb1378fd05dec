/**
 * Entry of the process that owns ONNX Runtime. `session.run` blocks its thread for the whole run, and ending a thread in
 * the middle of one aborts the process, so the model lives alone in a process that may be killed at any time.
 */
import { type InferenceSession, Tensor } from "onnxruntime-node";
import type { RgbRaster } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalog.ts";
import type { Device } from "../models/device.ts";
import { openSession } from "../models/session.ts";
import type { InstalledModel } from "../models/store.ts";
import { liveWithParent, tellParent } from "../parent.ts";
import { toMask, toTensorData } from "./tensor.ts";

export interface InferenceRequest {
  id: number;
  model: InstalledModel;
  input: RgbRaster;
}
export type InferenceReply = { id: number; mask: Uint8Array } | { id: number; error: string };

/** Each loaded model costs about a gigabyte while it runs. */
const MAX_SESSIONS = 2;

const threads = Number(process.argv[2]);
const device = process.argv[3] as Device;
const isSmall = process.argv[4] === "small";
const sessions = new Map<string, InferenceSession>();

/** The picture that is being run: one at a time, so the next one is written over it. */
let values = new Float32Array(0);

async function sessionOf({ path }: InstalledModel): Promise<InferenceSession> {
  const loaded = sessions.get(path);
  // Deleted and set again, so that the map's order is the order of last use.
  sessions.delete(path);
  const session = loaded ?? (await load(path));
  sessions.set(path, session);
  return session;
}

async function load(path: string): Promise<InferenceSession> {
  const [oldest] = sessions;
  if (oldest && sessions.size >= (isSmall ? 1 : MAX_SESSIONS)) {
    sessions.delete(oldest[0]);
    await oldest[1].release();
  }
  return openSession(path, threads, { keepsMemory: !isSmall, device });
}

async function segment({ model, input }: InferenceRequest): Promise<Uint8Array> {
  const session = await sessionOf(model);
  const { spec } = model;
  const length = 3 * input.width * input.height;
  if (values.length !== length) values = new Float32Array(length);
  const tensor = new Tensor("float32", toTensorData(input, spec, values), [1, 3, input.height, input.width]);
  const name = spec.output.name ?? session.outputNames[0]!;
  const outputs = await session.run({ [session.inputNames[0]!]: tensor }, [name]);
  return readMask(outputs[name]!, input, spec);
}

function readMask(output: Tensor, { width, height }: RgbRaster, spec: ModelSpec): Uint8Array {
  const { data, dims } = output;
  if (!(data instanceof Float32Array) || data.length !== width * height) {
    throw new Error(
      `the output is ${output.type} [${dims.join(", ")}], expected float32 of ${width} × ${height} values`,
    );
  }
  const mask = toMask(data, spec.output);
  output.dispose();
  return mask;
}

process.on("message", async (request: InferenceRequest) => {
  const { id } = request;
  const reply = await segment(request).then(
    (mask): InferenceReply => ({ id, mask }),
    (error: Error): InferenceReply => ({ id, error: error.message }),
  );
  tellParent(reply);
});
liveWithParent();
