import { AttributeType, ElementType, type OnnxGraph, type OnnxNode, type OnnxValue } from "./schema.ts";

/** Names of the outputs that tell a tensor's range. */
export function rangeOutputs(name: string): { minimum: string; maximum: string } {
  return { minimum: `${name}:minimum`, maximum: `${name}:maximum` };
}

/**
 * Makes the graph answer the smallest and the largest value of tensors instead of what it was made for. The values alone
 * leave the runtime, so the run needs no more memory than an ordinary one.
 */
export function observeRanges(graph: OnnxGraph, names: readonly string[]): void {
  graph.output = names.flatMap((name) => Object.values(rangeOutputs(name)).map(scalar));
  graph.node.push(
    ...names.flatMap((name) => {
      const { minimum, maximum } = rangeOutputs(name);
      return [reduce("ReduceMin", name, minimum), reduce("ReduceMax", name, maximum)];
    }),
  );
}

function reduce(op_type: string, input: string, output: string): OnnxNode {
  const attribute = [{ name: "keepdims", type: AttributeType.int, i: 0 }];
  return { name: output, op_type, input: [input], output: [output], attribute };
}

function scalar(name: string): OnnxValue {
  return { name, type: { tensor_type: { elem_type: ElementType.float32, shape: { dim: [] } } } };
}
