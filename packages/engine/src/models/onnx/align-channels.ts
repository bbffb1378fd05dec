import { dropUnused } from "./edit.ts";
import { consumersOf } from "./links.ts";
import { AttributeType, type OnnxGraph, type OnnxNode, type OnnxTensor, toNumber } from "./schema.ts";
import { floatValues, tensorOf } from "./tensors.ts";

/**
 * Channels that the integer kernels of ONNX Runtime take in and give out at a time. A convolution with others is written out as
 * a matrix first: at both ends of ISNet, where three channels come in and one goes out, that takes three times as long.
 */
const INPUT_CHANNELS = 4;
const OUTPUT_CHANNELS = 16;

/**
 * Gives every convolution channels that the integer kernels take, by further ones with weights of zero: they read the input's
 * first channel once more, and the output goes on without them. What the graph computes stays the same.
 */
export function alignChannels(graph: OnnxGraph): void {
  const constants = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const consumers = consumersOf(graph);
  const added = new Map<string, OnnxTensor>();
  const add = (tensor: OnnxTensor) => added.set(tensor.name, tensor) && tensor.name;
  const gather = (input: string, output: string, channels: number[]): OnnxNode => {
    const indices = add(tensorOf(`channels ${channels}`, [channels.length], Int32Array.from(channels)));
    const attribute = [{ name: "axis", type: AttributeType.int, i: 1 }];
    return {
      name: `${output}:channels`,
      op_type: "Gather",
      input: [input, indices],
      output: [output],
      attribute,
    };
  };
  graph.node = graph.node.flatMap((node) => {
    const [input, weightName, biasName] = node.input as [string, string, string?];
    const weight = constants.get(weightName);
    if (node.op_type !== "Conv" || !weight || groupsOf(node) > 1) return [node];
    const output = node.output[0]!;
    const [to, from] = weight.dims.map(toNumber) as [number, number];
    // The runtime makes one operator of a convolution and the Relu behind it, so nothing comes between them.
    const isJoined = consumers.get(output)?.some(({ op_type }) => op_type === "Relu");
    const [wideTo, wideFrom] = [isJoined ? to : roundUp(to, OUTPUT_CHANNELS), roundUp(from, INPUT_CHANNELS)];
    if (wideTo === to && wideFrom === from) return [node];
    const names = [add(widened(weight, `${output}:weight`, wideTo, wideFrom))];
    const bias = biasName && constants.get(biasName);
    if (bias) names.push(add(widened(bias, `${output}:bias`, wideTo)));
    const first = wideFrom > from ? `${output}:input` : input;
    const last = wideTo > to ? `${output}:wide` : output;
    return [
      ...(wideFrom > from ? [gather(input, first, range(wideFrom, from))] : []),
      { ...node, input: [first, ...names], output: [last] },
      ...(wideTo > to ? [gather(last, output, range(to))] : []),
    ];
  });
  graph.initializer.push(...added.values());
  dropUnused(graph);
}

function groupsOf({ attribute }: OnnxNode): number {
  return toNumber(attribute.find(({ name }) => name === "group")?.i ?? 1);
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

/** 0, 1, 2 … and, from `existing` on, 0 again. */
function range(length: number, existing = length): number[] {
  return Array.from({ length }, (_, i) => (i < existing ? i : 0));
}

/** A copy of weights or of a bias with zeros for the channels that it lacks: outputs, and inputs of each where it has those. */
function widened(tensor: OnnxTensor, name: string, to: number, from = 1): OnnxTensor {
  const values = floatValues(tensor);
  const [outputs, inputs = 1, ...kernel] = tensor.dims.map(toNumber) as [number, ...number[]];
  const row = values.length / outputs;
  const wideRow = (row / inputs) * from;
  const wide = new Float32Array(to * wideRow);
  for (let i = 0; i < outputs; i++) wide.set(values.subarray(i * row, (i + 1) * row), i * wideRow);
  return tensorOf(name, tensor.dims.length > 1 ? [to, from, ...kernel] : [to], wide);
}
