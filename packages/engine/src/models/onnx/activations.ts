import { consumersOf, producersOf } from "./links.ts";
import type { OnnxGraph, OnnxNode } from "./schema.ts";

/** Operators that a picture may go through in a graph that is quantized. */
const SUPPORTED = new Set(["Conv", "Relu", "MaxPool", "Concat", "Resize", "Add", "Sigmoid"]);
/** Operators whose inputs and outputs are quantized. */
const ARITHMETIC = new Set(["Conv", "Concat", "Add"]);
/** Operators whose result lies within their input's range, so that both share one scale. */
const SELECTING = new Set(["MaxPool", "Resize"]);

/** What is quantized in a graph, and where its ranges come from. */
export interface Activations {
  /** Convolutions that are computed in 8 bits. */
  convolutions: ReadonlySet<OnnxNode>;
  /** Tensors that are quantized, each with those whose ranges make up its own: itself alone where it is measured. */
  sources: ReadonlyMap<string, readonly string[]>;
}

/**
 * Chooses what to quantize: every activation that enters or leaves a Conv, Concat or Add. What a Conv hands to a Relu is
 * not, so that the runtime makes one operator of both. MaxPool and Resize keep the scale of their input; a Concat's range is
 * the union of its inputs'. The first convolution, which sees the picture, and the last one with all that follows it stay float: in 8 bits they are no faster.
 *
 * @throws Error when the picture goes through an operator that has no 8-bit form here
 */
export function chooseActivations(graph: OnnxGraph): Activations {
  const path = picturePath(graph);
  const unsupported = [...new Set([...path].map(({ op_type }) => op_type))].filter(
    (op) => !SUPPORTED.has(op),
  );
  if (unsupported.length > 0)
    throw new Error(`it has operators without an 8-bit form: ${unsupported.join(", ")}`);
  const float = finalNodes(graph);
  const inputs = new Set(graph.input.map(({ name }) => name));
  const seesPicture = (node: OnnxNode) => node.op_type === "Conv" && inputs.has(node.input[0]!);
  const computed = [...path].filter((node) => !float.has(node) && !seesPicture(node));

  const consumers = consumersOf(graph);
  /** What the runtime's one operator of a node and the Relu behind it makes. */
  const resultOf = ({ op_type, output }: OnnxNode) => {
    const [first, ...others] = consumers.get(output[0]!) ?? [];
    const joined = op_type === "Conv" && first?.op_type === "Relu" && others.length === 0;
    return joined ? first.output[0]! : output[0]!;
  };
  const quantized = new Set<string>();
  for (const node of computed.filter(({ op_type }) => ARITHMETIC.has(op_type))) {
    // Of a Conv's inputs only the first is an activation.
    for (const name of node.op_type === "Conv" ? node.input.slice(0, 1) : node.input) quantized.add(name);
    quantized.add(resultOf(node));
  }
  const selecting = (node: OnnxNode | undefined) => node !== undefined && SELECTING.has(node.op_type);
  const producers = producersOf(graph);
  // What enters a chain of selecting operators is quantized with what leaves it, and the other way round.
  for (const node of computed)
    if (selecting(node) && quantized.has(node.input[0]!)) quantized.add(node.output[0]!);
  for (const node of computed.toReversed())
    if (selecting(node) && quantized.has(node.output[0]!)) quantized.add(node.input[0]!);

  const sources = new Map<string, readonly string[]>();
  const sourcesOf = (name: string): readonly string[] => {
    const producer = producers.get(name);
    if (producer?.op_type === "Concat") return [...new Set(producer.input.flatMap(sourcesOf))];
    return selecting(producer) && quantized.has(producer!.input[0]!)
      ? sourcesOf(producer!.input[0]!)
      : [name];
  };
  for (const name of quantized) sources.set(name, sourcesOf(name));
  return { convolutions: new Set(computed.filter(({ op_type }) => op_type === "Conv")), sources };
}

/** The tensors that have to be measured. */
export function measuredTensors({ sources }: Activations): string[] {
  return [...new Set([...sources.values()].flat())];
}

/** Nodes that pixels go through, in graph order. What is computed of shapes alone is no part of it. */
function picturePath(graph: OnnxGraph): Set<OnnxNode> {
  const reached = new Set(graph.input.map(({ name }) => name));
  const path = new Set<OnnxNode>();
  for (const node of graph.node) {
    if (node.op_type === "Shape" || !node.input.some((name) => reached.has(name))) continue;
    path.add(node);
    for (const name of node.output) reached.add(name);
  }
  return path;
}

/** The last convolution before each output, and all nodes behind it. */
function finalNodes(graph: OnnxGraph): Set<OnnxNode> {
  const producers = producersOf(graph);
  const found = new Set<OnnxNode>();
  const open = graph.output.map(({ name }) => name);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const node = producers.get(name);
    if (!node || found.has(node)) continue;
    found.add(node);
    if (node.op_type !== "Conv") open.push(...node.input);
  }
  return found;
}
