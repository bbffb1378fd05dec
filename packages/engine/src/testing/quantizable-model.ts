import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ModelSpec } from "../models/catalog.ts";
import { AttributeType, encodeOnnx, type OnnxModel } from "../models/onnx/schema.ts";
import { tensorOf } from "../models/onnx/tensors.ts";
import { formatRanges, rangesPath } from "../models/ranges.ts";
import { tinySpec } from "./tiny-models.ts";

const CHANNELS = 16;

/**
 * A model of three convolutions whose mask is the brightness of the picture, as it is pulled or put somewhere, and its
 * activation ranges in the models folder: all that preparation needs to make and to try its 8-bit form, in milliseconds.
 */
export async function quantizableModel(directory: string): Promise<ModelSpec> {
  const path = join(directory, "convolutions.onnx");
  const bytes = encodeOnnx(threeConvolutions());
  await writeFile(path, bytes);
  const weights = createHash("sha256").update(bytes).digest("hex");
  const name = "convolutions";
  const ranges = { input: [0, 1], a: [0, 1], b: [0, 1], "mask:wide": [0, 1] } as const;
  const file = formatRanges({ model: name, weights, measuredOn: "nothing: they are known", ranges });
  await writeFile(rangesPath(name, weights, directory), file);
  return tinySpec(name, path);
}

function threeConvolutions(): OnnxModel {
  const convolution = (input: string, output: string) => ({
    name: output,
    op_type: "Conv",
    input: [input, `${output}.weight`],
    output: [output],
    attribute: [{ name: "kernel_shape", type: AttributeType.ints, i: 0, ints: [1, 1] }],
  });
  /** The mean of all input channels. */
  const weight = (output: string, from: number, to: number) =>
    tensorOf(`${output}.weight`, [to, from, 1, 1], new Float32Array(to * from).fill(1 / from));
  const image = (name: string, channels: number) => ({
    name,
    type: {
      tensor_type: {
        elem_type: 1,
        shape: {
          dim: [{ dim_value: 1 }, { dim_value: channels }, { dim_param: "height" }, { dim_param: "width" }],
        },
      },
    },
  });
  const graph = {
    name: "convolutions",
    node: [convolution("input", "a"), convolution("a", "b"), convolution("b", "mask")],
    initializer: [weight("a", 3, CHANNELS), weight("b", CHANNELS, CHANNELS), weight("mask", CHANNELS, 1)],
    input: [image("input", 3)],
    output: [image("mask", 1)],
    value_info: [],
  };
  return { ir_version: 8, producer_name: "alphacut", graph, opset_import: [{ domain: "", version: 15 }] };
}
