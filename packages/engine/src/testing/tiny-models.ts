import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DEFAULT_MODEL, MODELS, type ModelSpec } from "../models/catalog.ts";
import {
  encodeOnnx,
  type OnnxAttribute,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
} from "../models/onnx/schema.ts";
import { tensorOf } from "../models/onnx/tensors.ts";

/** ONNX operator-set version of the graphs built here. */
const OPSET = 13;
const AttributeType = { int: 2, ints: 7 } as const;

/**
 * A graph whose mask is the brightness of the picture: the mean of its three channels, 0…1. It takes any size, runs in
 * milliseconds and makes masks that a test can predict, so everything around a model can be tested without one.
 */
export async function brightnessModel(directory: string): Promise<ModelSpec> {
  const path = join(directory, "brightness.onnx");
  const node = {
    op_type: "ReduceMean",
    input: ["input"],
    output: ["mask"],
    attribute: [ints("axes", [1]), int("keepdims", 1)],
  };
  await writeFile(path, encodeOnnx(model([node])));
  return tinySpec("brightness", path);
}

/**
 * The same mask for a picture that is prepared as for the default model, `(value − 128) / 256` a channel: what stands in for
 * it in a browser, where the preparation is fixed.
 */
export async function centeredBrightnessModel(directory: string): Promise<ModelSpec> {
  const path = join(directory, "centered-brightness.onnx");
  const mean = {
    op_type: "ReduceMean",
    input: ["input"],
    output: ["mean"],
    attribute: [ints("axes", [1]), int("keepdims", 1)],
  };
  const shift = { op_type: "Add", input: ["mean", "half"], output: ["mask"], attribute: [] };
  const graph = model([mean, shift]);
  graph.graph.initializer = [tensorOf("half", [1], Float32Array.of(0.5))];
  await writeFile(path, encodeOnnx(graph));
  const isnet = MODELS.find(({ name }) => name === DEFAULT_MODEL)!;
  return {
    ...isnet,
    name: "centered-brightness",
    source: { kind: "file", path },
    output: tinySpec("", "").output,
  };
}

/** The same mask behind a chain of large poolings: a run takes a second or more, for tests that interrupt one. */
export async function slowModel(directory: string): Promise<ModelSpec> {
  const path = join(directory, "slow.onnx");
  const steps = 40;
  const mean = {
    op_type: "ReduceMean",
    input: ["input"],
    output: ["t0"],
    attribute: [ints("axes", [1]), int("keepdims", 1)],
  };
  const pools = Array.from({ length: steps }, (_, i) => ({
    op_type: "AveragePool",
    input: [`t${i}`],
    output: [i === steps - 1 ? "mask" : `t${i + 1}`],
    attribute: [ints("kernel_shape", [31, 31]), ints("pads", [15, 15, 15, 15])],
  }));
  await writeFile(path, encodeOnnx(model([mean, ...pools])));
  return { ...tinySpec("slow", path), input: { kind: "multiple", of: 32, side: 1024 } };
}

/** What is the same of all models for tests. */
export function tinySpec(name: string, path: string): ModelSpec {
  return {
    name,
    purpose: "tests",
    license: { name: "Apache-2.0" },
    source: { kind: "file", path },
    input: { kind: "multiple", of: 32, side: 256 },
    mean: [0, 0, 0],
    deviation: [255, 255, 255],
    resizeFilter: "linear",
    output: { activation: "none", stretch: false },
    approximateMegabytes: 1,
  };
}

type PlainNode = Pick<OnnxNode, "op_type" | "input" | "output"> & { attribute: PlainAttribute[] };
type PlainAttribute = { name: string; type: number; i?: number; ints?: number[] };

function model(node: PlainNode[]): OnnxModel {
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
  const nodes = node.map((plain, i) => ({
    name: `node${i}`,
    ...plain,
    attribute: plain.attribute as OnnxAttribute[],
  }));
  const graph: OnnxGraph = {
    node: nodes,
    initializer: [],
    input: [image("input", 3)],
    output: [image("mask", 1)],
    value_info: [],
  };
  return {
    ir_version: 8,
    producer_name: "alphacut",
    graph: { ...graph, ...{ name: "tiny" } },
    opset_import: [{ domain: "", version: OPSET }],
  };
}

const int = (name: string, i: number): PlainAttribute => ({ name, type: AttributeType.int, i });
const ints = (name: string, values: number[]): PlainAttribute => ({
  name,
  type: AttributeType.ints,
  ints: values,
});
