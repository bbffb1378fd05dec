import { widenFloat16 } from "./float16.ts";
import { producersOf } from "./links.ts";
import {
  ElementType,
  type OnnxGraph,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
  toNumber,
} from "./schema.ts";
import { int64Values, tensorOf } from "./tensors.ts";

/** Keeps the named graph outputs, in that order. Throws when the graph lacks one. */
export function keepOutputs(graph: OnnxGraph, names: readonly string[]): void {
  graph.output = names.map((name) => {
    const output = graph.output.find((value) => value.name === name);
    if (!output) throw new Error(`the graph has no output '${name}'`);
    return output;
  });
}

/**
 * Makes every float16 tensor float32 and drops the casts that are identities afterwards.
 * CPUs without native half arithmetic otherwise widen and narrow around every operator.
 */
export function widenToFloat32(graph: OnnxGraph): void {
  for (const tensor of graph.initializer) widenTensor(tensor);
  for (const node of graph.node) for (const { t } of node.attribute) if (t) widenTensor(t);
  for (const { type } of [...graph.input, ...graph.output, ...graph.value_info]) {
    const tensorType = type?.tensor_type;
    if (tensorType?.elem_type === ElementType.float16) tensorType.elem_type = ElementType.float32;
  }
  removeFloatCasts(graph);
}

function widenTensor(tensor: OnnxTensor): void {
  if (tensor.data_type !== ElementType.float16) return;
  // Without raw_data, binary16 values stand in int32_data, one per 32-bit entry (onnx.proto, TensorProto).
  const halves = tensor.raw_data.length
    ? tensor.raw_data
    : new Uint8Array(Uint16Array.from(tensor.int32_data).buffer);
  tensor.raw_data = widenFloat16(halves);
  tensor.int32_data = [];
  tensor.data_type = ElementType.float32;
}

function removeFloatCasts(graph: OnnxGraph): void {
  const isFloatCast = (node: OnnxNode) => {
    if (node.op_type !== "Cast") return false;
    const to = toNumber(node.attribute.find(({ name }) => name === "to")?.i ?? 0);
    return to === ElementType.float32 || to === ElementType.float16;
  };
  const casts = graph.node.filter(isFloatCast);
  const sourceOf = new Map(casts.map((cast) => [cast.output[0]!, cast.input[0]!]));
  const resolve = (name: string): string => {
    const source = sourceOf.get(name);
    return source === undefined ? name : resolve(source);
  };
  const outputs = new Set(graph.output.map(({ name }) => name));
  graph.node = graph.node.filter((node) => !casts.includes(node));
  for (const node of graph.node) node.input = node.input.map(resolve);
  // A cast that made a graph output hands its name to the tensor it cast.
  for (const name of outputs) {
    const source = resolve(name);
    if (source === name) continue;
    for (const node of graph.node) {
      node.output = node.output.map((output) => (output === source ? name : output));
      node.input = node.input.map((input) => (input === source ? name : input));
    }
  }
}

/**
 * Replaces the constant target size of each Resize by the factor that it stands for at the graph's fixed
 * input size, so that the graph accepts other sizes. Needs the static shapes in `value_info`.
 */
export function resizeByScale(graph: OnnxGraph): void {
  const shapes = new Map(
    [...graph.value_info, ...graph.input, ...graph.output].map((v) => [v.name, shapeOf(v)]),
  );
  const producers = producersOf(graph);
  const added = new Map<string, OnnxTensor>();
  for (const node of graph.node) {
    const sizes = node.op_type === "Resize" ? node.input[3] : undefined;
    if (!sizes) continue;
    const source = shapes.get(node.input[0]!);
    const target = constantSpatialSize(sizes, producers);
    if (source?.length !== 4 || !target) {
      throw new Error(`cannot tell the scale of Resize '${node.name}': its shapes are not constant`);
    }
    const scales = [1, 1, target[0] / source[2]!, target[1] / source[3]!];
    const name = `alphacut_scales_${scales[2]}_${scales[3]}`;
    added.set(name, tensorOf(name, [4], Float32Array.from(scales)));
    node.input = [node.input[0]!, "", name];
  }
  graph.initializer.push(...added.values());
}

/** Frees the spatial dimensions of the graph's inputs and outputs and forgets the shapes between them. */
export function freeSpatialSize(graph: OnnxGraph): void {
  for (const value of [...graph.input, ...graph.output]) {
    const dims = value.type?.tensor_type?.shape?.dim;
    if (dims?.length !== 4) continue;
    dims[2] = { dim_param: "height" };
    dims[3] = { dim_param: "width" };
  }
  graph.value_info = [];
}

/** Drops every node and weight that no graph output depends on. */
export function dropUnused(graph: OnnxGraph): void {
  const producers = producersOf(graph);
  const needed = new Set<string>();
  const kept = new Set<OnnxNode>();
  const open = graph.output.map(({ name }) => name);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (!name || needed.has(name)) continue;
    needed.add(name);
    const node = producers.get(name);
    if (!node || kept.has(node)) continue;
    kept.add(node);
    open.push(...node.input);
  }
  graph.node = graph.node.filter((node) => kept.has(node));
  graph.initializer = graph.initializer.filter(({ name }) => needed.has(name));
}

function shapeOf(value: OnnxValue): number[] | undefined {
  return value.type?.tensor_type?.shape?.dim.map(({ dim_value }) => toNumber(dim_value ?? 0));
}

/** Height and width out of `Concat(batch and channels, constant height and width)`, as PyTorch exports it. */
function constantSpatialSize(
  sizes: string,
  producers: Map<string, OnnxNode>,
): [height: number, width: number] | undefined {
  const concat = producers.get(sizes);
  if (concat?.op_type !== "Concat") return undefined;
  const last = concat.input.at(-1)!;
  const constant = producers.get(last)?.attribute.find(({ name }) => name === "value")?.t;
  const values = constant ? int64Values(constant) : [];
  return values.length === 2 ? [values[0]!, values[1]!] : undefined;
}
