import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, it } from "vitest";
import { alignChannels } from "./align-channels.ts";
import { AttributeType, decodeOnnx, encodeOnnx, type OnnxModel } from "./schema.ts";
import { tensorOf } from "./tensors.ts";

const SIDE = 4;
const wave = (count: number) => Float32Array.from({ length: count }, (_, i) => Math.sin(i + 1));

/** A convolution of 3 × 3 from three channels to five, a Relu behind it, and one of those five to a single channel. */
function model(): OnnxModel {
  const conv = (name: string, input: string, output: string) => ({
    name,
    op_type: "Conv",
    input: [input, `${name}.weight`, `${name}.bias`],
    output: [output],
    attribute: [{ name: "pads", type: AttributeType.ints, i: 0, ints: [1, 1, 1, 1] }],
  });
  const image = (name: string, channels: number) => ({
    name,
    type: {
      tensor_type: {
        elem_type: 1,
        shape: { dim: [1, channels, SIDE, SIDE].map((dim_value) => ({ dim_value })) },
      },
    },
  });
  const graph = {
    name: "two convolutions",
    node: [
      conv("first", "input", "a"),
      { name: "relu", op_type: "Relu", input: ["a"], output: ["b"], attribute: [] },
      conv("last", "b", "mask"),
    ],
    initializer: [
      tensorOf("first.weight", [5, 3, 3, 3], wave(5 * 27)),
      tensorOf("first.bias", [5], wave(5)),
      tensorOf("last.weight", [1, 5, 3, 3], wave(45)),
      tensorOf("last.bias", [1], wave(1)),
    ],
    input: [image("input", 3)],
    output: [image("mask", 1)],
    value_info: [],
  };
  return {
    ir_version: 8,
    producer_name: "",
    graph,
    opset_import: [{ domain: "", version: 15 }],
  } as OnnxModel;
}

async function maskOf(file: Uint8Array): Promise<number[]> {
  const session = await InferenceSession.create(file);
  const answer = await session.run({
    input: new Tensor("float32", wave(3 * SIDE * SIDE), [1, 3, SIDE, SIDE]),
  });
  await session.release();
  return [...(answer.mask!.data as Float32Array)];
}

it("gives convolutions channels in fours and sixteens without changing what the graph computes", async () => {
  const file = encodeOnnx(model());
  const aligned = decodeOnnx(file);
  alignChannels(aligned.graph);
  const weights = aligned.graph.initializer.filter(({ dims }) => dims.length === 4);
  // The first one's output stays as it is, because the runtime makes one operator of it and the Relu.
  expect(weights.map(({ dims }) => dims.map(Number).slice(0, 2))).toEqual([
    [5, 4],
    [16, 8],
  ]);
  const [expected, actual] = [await maskOf(file), await maskOf(encodeOnnx(aligned))];
  for (const [i, value] of actual.entries()) expect(value).toBeCloseTo(expected[i]!, 4);
});

it("leaves convolutions with several groups of channels alone", () => {
  const { graph } = model();
  graph.node[0]!.attribute.push({ name: "group", type: AttributeType.int, i: 3 });
  graph.node = graph.node.slice(0, 1);
  graph.output = [{ name: "a" }];
  const before = structuredClone(graph.node);
  alignChannels(graph);
  expect(graph.node).toEqual(before);
});
