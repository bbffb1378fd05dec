import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { decodeOnnx, encodeOnnx, type OnnxModel } from "./onnx/schema.ts";
import { prepareModel } from "./prepare.ts";

/** binary16 bits of values that it holds exactly. */
const HALF = { "0.5": 0x3800, "-0.25": 0xb400, "2": 0x4000 } as const;

/**
 * What a half-precision PyTorch export looks like, in small: a fixed 8 × 8 input, casts at both ends and around Resize,
 * a Resize to a constant size whose batch and channels come out of Shape, and a second output that nobody wants.
 */
function exportedModel(): Uint8Array {
  const halves = (...bits: number[]) => new Uint8Array(Uint16Array.from(bits).buffer);
  const int64 = (...values: number[]) => new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  const constant = (name: string, ...values: number[]) => ({
    op_type: "Constant",
    input: [],
    output: [name],
    attribute: [
      { name: "value", type: 4, t: { dims: [values.length], data_type: 7, raw_data: int64(...values) } },
    ],
  });
  const cast = (from: string, to: string, type: number) => ({
    op_type: "Cast",
    input: [from],
    output: [to],
    attribute: [{ name: "to", type: 2, i: type }],
  });
  const value = (name: string, elem_type: number, ...dims: number[]) => ({
    name,
    type: { tensor_type: { elem_type, shape: { dim: dims.map((dim_value) => ({ dim_value })) } } },
  });
  const linear = [
    { name: "mode", type: 3, s: new TextEncoder().encode("linear") },
    { name: "coordinate_transformation_mode", type: 3, s: new TextEncoder().encode("half_pixel") },
  ];
  const ones = (name: string, ...axes: number[]) => [{ name, type: 7, ints: axes }];
  const model = {
    ir_version: 8,
    opset_import: [{ domain: "", version: 15 }],
    graph: {
      name: "exported",
      node: [
        cast("input", "half", 10),
        { op_type: "Conv", input: ["half", "weight", "bias"], output: ["mixed"] },
        {
          op_type: "MaxPool",
          input: ["mixed"],
          output: ["small"],
          attribute: [...ones("kernel_shape", 2, 2), ...ones("strides", 2, 2)],
        },
        { op_type: "Shape", input: ["small"], output: ["shape"] },
        constant("start", 0),
        constant("end", 2),
        { op_type: "Slice", input: ["shape", "start", "end"], output: ["batch"] },
        constant("size", 8, 8),
        {
          op_type: "Concat",
          input: ["batch", "size"],
          output: ["sizes"],
          attribute: [{ name: "axis", type: 2, i: 0 }],
        },
        cast("small", "wide", 1),
        { op_type: "Resize", input: ["wide", "", "", "sizes"], output: ["large"], attribute: linear },
        cast("large", "largeHalf", 10),
        { op_type: "Sigmoid", input: ["largeHalf"], output: ["mask"] },
        cast("mask", "output", 1),
        { op_type: "Relu", input: ["small"], output: ["aside"] },
        cast("aside", "side", 1),
      ],
      initializer: [
        {
          name: "weight",
          dims: [1, 3, 1, 1],
          data_type: 10,
          raw_data: halves(HALF["0.5"], HALF["-0.25"], HALF["2"]),
        },
        { name: "bias", dims: [1], data_type: 10, int32_data: [HALF["0.5"]] },
      ],
      input: [value("input", 1, 1, 3, 8, 8)],
      output: [value("output", 1, 1, 1, 8, 8), value("side", 1, 1, 1, 4, 4)],
      value_info: [
        value("small", 10, 1, 1, 4, 4),
        value("wide", 1, 1, 1, 4, 4),
        value("mixed", 10, 1, 1, 8, 8),
      ],
    },
  };
  return encodeOnnx(model as unknown as OnnxModel);
}

async function run(file: Uint8Array, side: number): Promise<Float32Array> {
  const session = await InferenceSession.create(file);
  const data = Float32Array.from({ length: 3 * side * side }, (_, i) => ((i * 37) % 64) / 64 - 0.5);
  const { output } = await session.run({ input: new Tensor("float32", data, [1, 3, side, side]) }, [
    "output",
  ]);
  await session.release();
  return output!.data as Float32Array;
}

describe("model preparation", () => {
  it("keeps the mask within half precision of the shipped graph's", async () => {
    const [shipped, prepared] = [
      await run(exportedModel(), 8),
      await run(prepareModel(exportedModel(), "output"), 8),
    ];
    expect(prepared).toHaveLength(64);
    for (const [i, value] of prepared.entries()) expect(value).toBeCloseTo(shipped[i]!, 2);
  });

  it("takes other sizes than the one it was exported for", async () => {
    expect(await run(prepareModel(exportedModel(), "output"), 16)).toHaveLength(256);
  });

  it("leaves no half-precision tensor, no cast and nothing that the output does not need", () => {
    const { graph } = decodeOnnx(prepareModel(exportedModel(), "output"));
    expect(graph.node.map(({ op_type }) => op_type)).toEqual(["Conv", "MaxPool", "Resize", "Sigmoid"]);
    expect(graph.initializer.map(({ data_type }) => data_type)).toEqual([1, 1, 1]);
    expect(graph.output.map(({ name }) => name)).toEqual(["output"]);
  });

  it("says which output is missing", () => {
    expect(() => prepareModel(exportedModel(), "alpha")).toThrow("no output 'alpha'");
  });

  it("refuses a file that is no model", () => {
    expect(() => prepareModel(new TextEncoder().encode("<html>not found</html>"), "output")).toThrow();
  });
});
