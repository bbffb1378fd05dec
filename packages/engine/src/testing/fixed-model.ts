import { encodeOnnx, type OnnxModel } from "../models/onnx/schema.ts";

/**
 * A graph with the inputs and outputs of the U2-Net and BiRefNet exports: one picture of exactly `side` × `side` in, the
 * mask first and a side output after it. The mask is the mean of the three channels as the model sees them, so it tells how
 * the picture was prepared.
 */
export function fixedModel(side: number): Uint8Array {
  const image = (name: string, channels: number) => ({
    name,
    type: {
      tensor_type: {
        elem_type: 1,
        shape: { dim: [1, channels, side, side].map((dim_value) => ({ dim_value })) },
      },
    },
  });
  const mean = {
    name: "mean",
    op_type: "ReduceMean",
    input: ["input.1"],
    output: ["1959"],
    attribute: [
      { name: "axes", type: 7, ints: [1] },
      { name: "keepdims", type: 2, i: 1 },
    ],
  };
  const aside = { name: "aside", op_type: "Relu", input: ["1959"], output: ["1960"], attribute: [] };
  const model = {
    ir_version: 8,
    producer_name: "alphacut",
    opset_import: [{ domain: "", version: 13 }],
    graph: {
      name: "fixed",
      node: [mean, aside],
      initializer: [],
      input: [image("input.1", 3)],
      output: [image("1959", 1), image("1960", 1)],
      value_info: [],
    },
  };
  return encodeOnnx(model as unknown as OnnxModel);
}
