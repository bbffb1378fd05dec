import { consumersOf, producersOf } from "./links.ts";
import type { OnnxGraph, OnnxNode } from "./schema.ts";

/** Operators that a picture may go through in a graph that is quantized. */
const SUPPORTED = new Set(["Conv", "Relu", "MaxPool", "Concat", "Resize", "Gather", "Add", "Sigmoid"]);
/** Operators whose inputs and outputs are quantized. */
const ARITHMETIC = new Set(["Conv", "Concat", "Add"]);
/** Operators whose result consists of values from within their input's range, so that both share one scale. */
const SELECTING = new Set(["MaxPool", "Resize", "Gather"]);

/** What is quantized in a graph, and where its ranges come from. */
export interface Activations {
  /** Convolutions that are computed in 8 bits. */
  convolutions: ReadonlySet<OnnxNode>;
  /** Tensors that are quantized, each with those whose ranges make up its own: itself alone where it is measured. */
  sources: ReadonlyMap<string, readonly string[]>;
  /** Those among the sources that only a sigmoid sees. */
  logits: ReadonlySet<string>;
}

/**
 * Chooses what to quantize: every activation that enters or leaves a Conv, Concat or Add. What a Conv hands to a Relu is
 * not, so that the runtime makes one operator of both. What goes through a MaxPool, Resize or Gather keeps its scale, and the
 * inputs of a Concat share one with its result, so that all these only move bytes. What follows the last convolution stays
 * float.
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
  const { ends, behind } = finalNodes(graph);
  const computed = [...path].filter((node) => !behind.has(node));

  const consumers = consumersOf(graph);
  /** What the runtime's one operator of a node and the Relu behind it makes. */
  const resultOf = ({ op_type, output }: OnnxNode) => {
    const [first, ...others] = consumers.get(output[0]!) ?? [];
    const joined = op_type === "Conv" && first?.op_type === "Relu" && others.length === 0;
    return joined ? first.output[0]! : output[0]!;
  };
  const quantized = new Set<string>();
  for (const node of computed.filter(({ op_type }) => ARITHMETIC.has(op_type))) {
    for (const name of activationsOf(node)) quantized.add(name);
    quantized.add(resultOf(node));
  }
  const selecting = computed.filter(({ op_type }) => SELECTING.has(op_type));
  // What enters a chain of selecting operators is quantized with what leaves it, and the other way round.
  for (const { input, output } of selecting) if (quantized.has(input[0]!)) quantized.add(output[0]!);
  for (const { input, output } of selecting.toReversed())
    if (quantized.has(output[0]!)) quantized.add(input[0]!);

  const groups = new Map([...quantized].map((name) => [name, new Set([name])]));
  const derived = new Set<string>();
  for (const node of computed.filter(({ op_type }) => op_type === "Concat" || SELECTING.has(op_type))) {
    const result = node.output[0]!;
    if (!quantized.has(result)) continue;
    derived.add(result);
    for (const name of activationsOf(node)) join(groups, name, result);
  }
  const sources = new Map(
    [...groups].map(([name, group]) => [name, [...group].filter((member) => !derived.has(member))]),
  );
  const endsInSigmoid = [...behind].some(({ op_type }) => op_type === "Sigmoid");
  const logits = new Set(
    endsInSigmoid ? [...ends].flatMap(({ output }) => sources.get(output[0]!) ?? []) : [],
  );
  return { convolutions: new Set(computed.filter(({ op_type }) => op_type === "Conv")), sources, logits };
}

/** Of its inputs those that pixels come in by. */
function activationsOf({ op_type, input }: OnnxNode): string[] {
  return op_type === "Concat" || op_type === "Add" ? input : input.slice(0, 1);
}

/** Makes one group of the two tensors' groups. */
function join(groups: Map<string, Set<string>>, a: string, b: string): void {
  const [group, other] = [groups.get(a)!, groups.get(b)!];
  if (group === other) return;
  for (const name of other) groups.set(name, group.add(name));
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

/** The last convolutions before the outputs (and the choice of their channels), and all nodes behind them. */
function finalNodes(graph: OnnxGraph): { ends: Set<OnnxNode>; behind: Set<OnnxNode> } {
  const producers = producersOf(graph);
  const ends = new Set<OnnxNode>();
  const behind = new Set<OnnxNode>();
  const open = graph.output.map(({ name }) => name);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const node = producers.get(name);
    if (!node || behind.has(node)) continue;
    const isEnd = node.op_type === "Conv" || node.op_type === "Gather";
    (isEnd ? ends : behind).add(node);
    if (!isEnd) open.push(...node.input);
  }
  return { ends, behind };
}
