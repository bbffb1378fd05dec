import { dropUnused, freeSpatialSize, keepOutputs, resizeByScale, widenToFloat32 } from "./onnx/edit.ts";
import { decodeOnnx, encodeOnnx } from "./onnx/schema.ts";

/**
 * Turns a training-time ONNX export with fixed input size and half-precision weights into one for inference: a single
 * output, float32 throughout (CPUs widen halves at every operator otherwise), and any input size that the scales of the
 * network divide. About 1.7 times faster on a CPU than the shipped ISNet graph, with a third less memory.
 * An edit that changes the prepared file needs a new `PREPARATION_VERSION`.
 *
 * @param file ONNX bytes
 * @param output name of the output to keep
 */
export function prepareModel(file: Uint8Array, output: string): Uint8Array {
  const model = decodeOnnx(file);
  keepOutputs(model.graph, [output]);
  widenToFloat32(model.graph);
  resizeByScale(model.graph);
  freeSpatialSize(model.graph);
  dropUnused(model.graph);
  return encodeOnnx(model);
}
