import { availableParallelism } from "node:os";
import { type InferenceSession, Tensor } from "onnxruntime-node";
import type { RgbRaster } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalog.ts";
import { chooseActivations, measuredTensors } from "../models/onnx/activations.ts";
import { alignChannels } from "../models/onnx/align-channels.ts";
import { observeRanges, rangeOutputs } from "../models/onnx/observe.ts";
import type { Ranges } from "../models/onnx/quantize.ts";
import { decodeOnnx, encodeOnnx } from "../models/onnx/schema.ts";
import { openSession } from "../models/session.ts";
import { toTensorData } from "../segment/tensor.ts";

/**
 * Measures the range of every activation that quantization needs: of the picture all that it can hold, of the others the medians, over all inputs, of an input's smallest and
 * largest value. In one picture of five some part of the background excites the last stages of ISNet to a hundred times their
 * usual values; a scale that has room for those has one step for all that matters (overlap with the float masks 0.6 to 0.96,
 * against 0.998), while cutting them off changes no mask.
 *
 * @param file ONNX bytes of the float graph
 * @param inputs pictures at sizes that the model takes; one at a time is in memory
 * @throws Error when the graph cannot be quantized, or there is no input
 */
export async function calibrate(
  file: Uint8Array,
  spec: ModelSpec,
  inputs: AsyncIterable<RgbRaster>,
): Promise<Ranges> {
  const model = decodeOnnx(file);
  alignChannels(model.graph);
  const names = measuredTensors(chooseActivations(model.graph));
  observeRanges(model.graph, names);
  const session = await openSession(encodeOnnx(model), availableParallelism());
  const measured: Map<string, [number, number]>[] = [];
  for await (const input of inputs) measured.push(new Map(await measure(session, spec, input, names)));
  await session.release();
  const over = (name: string, side: 0 | 1) => median(measured.map((ranges) => ranges.get(name)![side]));
  const ranges = names.map((name) => [name, [over(name, 0), over(name, 1)]] as const);
  const pictures = model.graph.input.map(({ name }) => [name, pictureRange(spec)] as const);
  return Object.fromEntries([...ranges, ...pictures]);
}

/** What the bytes 0 and 255 are to the model, over all channels: with one deviation each byte is a step of its own. */
function pictureRange({ mean, deviation }: ModelSpec): [number, number] {
  const values = mean.flatMap((value, i) => [0, 255].map((byte) => (byte - value) / deviation[i]!));
  return [Math.min(...values), Math.max(...values)];
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

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
