import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { chooseActivations, measuredTensors } from "./activations.ts";
import { alignChannels } from "./align-channels.ts";
import { observeRanges, rangeOutputs } from "./observe.ts";
import { quantizeOnnx, type Ranges } from "./quantize.ts";
import {
  AttributeType,
  decodeOnnx,
  ElementType,
  encodeOnnx,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxNode,
} from "./schema.ts";
import { tensorOf } from "./tensors.ts";

const SIDE = 8;
const CHANNELS = 16;
const ints = (name: string, ...values: number[]) => ({ name, type: AttributeType.ints, i: 0, ints: values });

/** Numbers −1…1 without any order. */
function noise(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed));
}

interface Layer extends Pick<OnnxNode, "op_type" | "input" | "output"> {
  attribute?: OnnxAttribute[];
}

/** A convolution of 3 × 3, its weights and bias. */
function conv(input: string, output: string, from: number, to: number) {
  const [weight, bias] = [`${output}.weight`, `${output}.bias`];
  const node: Layer = {
    op_type: "Conv",
    input: [input, weight, bias],
    output: [output],
    attribute: [ints("pads", 1, 1, 1, 1)],
  };
  const constants = [
    tensorOf(
      weight,
      [to, from, 3, 3],
      noise(to * from * 9, from).map((value) => value / Math.sqrt(9 * from)),
    ),
    tensorOf(bias, [to], noise(to, to)),
  ];
  return { node, constants };
}

/** A convolution of the picture to `a`, the layers under test from `a` to `z`, and a convolution of `z` to the mask. */
function modelWith(layers: Layer[], channels = CHANNELS, opset = 15): Uint8Array {
  const [first, middle, last] = [
    conv("input", "a", 3, CHANNELS),
    conv("a", "c", CHANNELS, CHANNELS),
    conv("z", "mask", channels, 1),
  ];
  const value = (name: string, depth: number) => ({
    name,
    type: {
      tensor_type: {
        elem_type: 1,
        shape: {
          dim: [{ dim_value: 1 }, { dim_value: depth }, { dim_param: "height" }, { dim_param: "width" }],
        },
      },
    },
  });
  const model = {
    ir_version: 8,
    opset_import: [{ domain: "", version: opset }],
    graph: {
      name: "tiny",
      node: [first.node, ...layers, last.node],
      initializer: [
        ...first.constants,
        ...middle.constants,
        ...last.constants,
        ...(layers.some(({ input }) => input.includes("twice"))
          ? [tensorOf("twice", [4], Float32Array.of(1, 1, 2, 2))]
          : []),
      ],
      input: [value("input", 3)],
      output: [value("mask", 1)],
      value_info: [],
    },
  };
  return encodeOnnx(model as unknown as OnnxModel);
}

const picture = new Tensor("float32", noise(3 * SIDE * SIDE, 5), [1, 3, SIDE, SIDE]);

async function run(file: Uint8Array, outputs?: string[]) {
  const session = await InferenceSession.create(file);
  const answer = await session.run({ input: picture }, outputs ?? ["mask"]);
  await session.release();
  return answer;
}

async function rangesOf(file: Uint8Array): Promise<Ranges> {
  const model = decodeOnnx(file);
  alignChannels(model.graph);
  const names = measuredTensors(chooseActivations(model.graph));
  observeRanges(model.graph, names);
  const answer = await run(
    encodeOnnx(model),
    names.flatMap((name) => Object.values(rangeOutputs(name))),
  );
  const scalar = (name: string) => Number(answer[name]!.data[0]);
  return Object.fromEntries(
    names.map((name) => [name, [scalar(`${name}:minimum`), scalar(`${name}:maximum`)] as const]),
  );
}

/** Root mean square of the difference, as a part of the float result's own spread. */
function relativeError(actual: Float32Array, expected: Float32Array): number {
  const mean = expected.reduce((sum, value) => sum + value) / expected.length;
  const square = (values: Float32Array, other: (i: number) => number) =>
    values.reduce((sum, value, i) => sum + (value - other(i)) ** 2, 0);
  return Math.sqrt(square(actual, (i) => expected[i]!) / square(expected, () => mean));
}

const middle = conv("a", "c", CHANNELS, CHANNELS).node;
const OPERATORS: [name: string, integer: string | undefined, layers: Layer[], channels?: number][] = [
  ["Conv", "QLinearConv", [{ ...middle, output: ["z"] }]],
  ["Conv and Relu", "QLinearConv", [middle, { op_type: "Relu", input: ["c"], output: ["z"] }]],
  [
    "MaxPool",
    "QLinearConv",
    [
      {
        op_type: "MaxPool",
        input: ["a"],
        output: ["p"],
        attribute: [ints("kernel_shape", 2, 2), ints("strides", 2, 2)],
      },
      { ...middle, input: ["p", ...middle.input.slice(1)], output: ["z"] },
    ],
  ],
  [
    "Resize",
    undefined,
    [
      middle,
      { op_type: "Resize", input: ["c", "", "twice"], output: ["r"], attribute: [] },
      {
        op_type: "MaxPool",
        input: ["r"],
        output: ["p"],
        attribute: [ints("kernel_shape", 2, 2), ints("strides", 2, 2)],
      },
      {
        op_type: "Concat",
        input: ["p", "a"],
        output: ["j"],
        attribute: [{ name: "axis", type: AttributeType.int, i: 1 }],
      },
      { op_type: "Relu", input: ["j"], output: ["z"] },
    ],
    2 * CHANNELS,
  ],
  [
    "Concat of tensors with unlike ranges",
    "QLinearConcat",
    [
      middle,
      {
        op_type: "Concat",
        input: ["a", "c"],
        output: ["j"],
        attribute: [{ name: "axis", type: AttributeType.int, i: 1 }],
      },
      { op_type: "Relu", input: ["j"], output: ["z"] },
    ],
    2 * CHANNELS,
  ],
  [
    "Add",
    "QLinearAdd",
    [
      middle,
      { op_type: "Add", input: ["a", "c"], output: ["s"] },
      { op_type: "Relu", input: ["s"], output: ["z"] },
    ],
  ],
];

/** The operators that ONNX Runtime makes of a model. */
async function operatorsOf(file: Uint8Array): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "alphacut-quantize-"));
  try {
    const optimizedModelFilePath = join(folder, "optimized.onnx");
    const session = await InferenceSession.create(file, { optimizedModelFilePath, logSeverityLevel: 3 });
    await session.release();
    return decodeOnnx(await readFile(optimizedModelFilePath)).graph.node.map(({ op_type }) => op_type);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("quantization", () => {
  it.each(OPERATORS)(
    "computes %s as ONNX Runtime does in floats but for rounding, with integers where it can",
    async (_, integer, layers, channels) => {
      const float32 = modelWith(layers, channels);
      const int8 = quantizeOnnx(float32, await rangesOf(float32));
      const [expected, actual] = [await run(float32), await run(int8)];
      const error = relativeError(actual.mask!.data as Float32Array, expected.mask!.data as Float32Array);
      // The layers of these models nearly cancel out. A wrong scale, zero point or bias makes errors above 0.3.
      expect(error).toBeGreaterThan(0);
      expect(error).toBeLessThan(0.08);
      const operators = await operatorsOf(int8);
      if (integer) expect(operators).toContain(integer);
      expect(operators).not.toContain("Conv");
    },
  );

  it("fits models of an operator set that has no scales by channel", async () => {
    const float32 = modelWith([middle, { op_type: "Relu", input: ["c"], output: ["z"] }], CHANNELS, 11);
    const int8 = quantizeOnnx(float32, await rangesOf(float32));
    const [expected, actual] = [await run(float32), await run(int8)];
    expect(
      relativeError(actual.mask!.data as Float32Array, expected.mask!.data as Float32Array),
    ).toBeLessThan(0.08);
    expect(await operatorsOf(int8)).toContain("QLinearConv");
  });

  it("keeps a bias that dwarfs its weights", async () => {
    const model = decodeOnnx(modelWith([middle, { op_type: "Relu", input: ["c"], output: ["z"] }]));
    const bias = model.graph.initializer.find(({ name }) => name === "c.bias")!;
    const weight = model.graph.initializer.find(({ name }) => name === "c.weight")!;
    bias.raw_data = new Uint8Array(new Float32Array(CHANNELS).fill(3).buffer);
    weight.raw_data = new Uint8Array(new Float32Array(CHANNELS * CHANNELS * 9).fill(1e-12).buffer);
    const float32 = encodeOnnx(model);
    const [expected, actual] = [
      await run(float32),
      await run(quantizeOnnx(float32, await rangesOf(float32))),
    ];
    for (const [i, value] of (actual.mask!.data as Float32Array).entries())
      expect(value).toBeCloseTo(expected.mask!.data[i] as number, 1);
  });

  it("shrinks the weights to a quarter", async () => {
    const float32 = modelWith([{ ...middle, output: ["z"] }]);
    const { graph } = decodeOnnx(quantizeOnnx(float32, await rangesOf(float32)));
    const names = graph.initializer.map(({ name }) => name);
    expect(names).not.toContain("c.weight");
    const stored = graph.initializer.find(({ name }) => name === "z:weight")!;
    expect(stored.data_type).toBe(ElementType.int8);
    expect(stored.raw_data).toHaveLength(CHANNELS * CHANNELS * 9);
    // 7 bits: no pair of products overflows the 16-bit sums of processors without VNNI.
    expect(Math.max(...new Int8Array(stored.raw_data).map(Math.abs))).toBe(63);
  });

  it("refuses an operator that has no 8-bit form, and ranges that lack a tensor", async () => {
    const softmax = modelWith([{ op_type: "Softmax", input: ["a"], output: ["z"] }]);
    expect(() => quantizeOnnx(softmax, {})).toThrow("operators without an 8-bit form: Softmax");
    expect(() => quantizeOnnx(modelWith([{ ...middle, output: ["z"] }]), {})).toThrow(
      "the ranges lack the tensor 'input'",
    );
  });
});
