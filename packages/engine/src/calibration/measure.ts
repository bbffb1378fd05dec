import { availableParallelism } from "node:os";
import { type InferenceSession, Tensor } from "onnxruntime-node";
import type { RgbRaster } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalogue.ts";
import { chooseActivations, measuredTensors } from "../models/onnx/activations.ts";
import { observeRanges, rangeOutputs } from "../models/onnx/observe.ts";
import type { Ranges } from "../models/onnx/quantize.ts";
import { decodeOnnx, encodeOnnx } from "../models/onnx/schema.ts";
import { openSession } from "../models/session.ts";
import { toTensorData } from "../segment/tensor.ts";

/**
 * Measures the range of every activation that quantization needs, over all given inputs. Minimum and maximum: ranges that
 * cut off the rarest values, or that minimize the mean square error, agreed no better with the float graph.
 *
 * @param file ONNX bytes of the float graph
 * @param inputs pictures at sizes that the model takes; one at a time is in memory
 * @throws Error when the graph cannot be quantized
 */
export async function calibrate(
  file: Uint8Array,
  spec: ModelSpec,
  inputs: AsyncIterable<RgbRaster>,
): Promise<Ranges> {
  const model = decodeOnnx(file);
  const names = measuredTensors(chooseActivations(model.graph));
  observeRanges(model.graph, names);
  const session = await openSession(encodeOnnx(model), availableParallelism());
  const ranges: Record<string, [minimum: number, maximum: number]> = {};
  for await (const input of inputs) {
    for (const [name, [low, high]] of await measure(session, spec, input, names)) {
      const [lowest, highest] = ranges[name] ?? [low, high];
      ranges[name] = [Math.min(lowest, low), Math.max(highest, high)];
    }
  }
  await session.release();
  return ranges;
}

async function measure(
  session: InferenceSession,
  spec: ModelSpec,
  input: RgbRaster,
  names: readonly string[],
): Promise<[name: string, range: [number, number]][]> {
  const { width, height } = input;
  const tensor = new Tensor("float32", toTensorData(input, spec), [1, 3, height, width]);
  const answer = await session.run({ [session.inputNames[0]!]: tensor });
  const scalar = (name: string) => Number(answer[name]!.data[0]);
  return names.map((name) => {
    const { minimum, maximum } = rangeOutputs(name);
    return [name, [scalar(minimum), scalar(maximum)]];
  });
}
