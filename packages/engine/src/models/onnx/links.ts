import type { OnnxGraph, OnnxNode } from "./schema.ts";

/** The node that makes each tensor; graph inputs and constants have none. */
export function producersOf(graph: OnnxGraph): Map<string, OnnxNode> {
  return new Map(graph.node.flatMap((node) => node.output.map((output) => [output, node] as const)));
}

/** The nodes that read each tensor, in graph order. */
export function consumersOf(graph: OnnxGraph): Map<string, OnnxNode[]> {
  const consumers = new Map<string, OnnxNode[]>();
  for (const node of graph.node) {
    for (const name of new Set(node.input)) consumers.set(name, [...(consumers.get(name) ?? []), node]);
  }
  return consumers;
}
