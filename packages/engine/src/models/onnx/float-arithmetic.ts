import { decodeOnnx, encodeOnnx, type OnnxGraph } from "./schema.ts";

/**
 * An ONNX file that `quantizeOnnx` made, computing in single precision with the same 8-bit weights: what graphics processors
 * are fast at, at the size of the 8-bit file. Activations are no longer rounded to 8 bits and back; the runtime widens
 * the weights once, when it loads them.
 */
export function withFloatArithmetic(file: Uint8Array): Uint8Array {
  const model = decodeOnnx(file);
  keepActivations(model.graph);
  return encodeOnnx(model);
}

/** Takes out every QuantizeLinear with the DequantizeLinear behind it. */
function keepActivations(graph: OnnxGraph): void {
  const rounded = new Map<string, string>();
  for (const { op_type, input, output } of graph.node) {
    if (op_type === "QuantizeLinear") rounded.set(output[0]!, input[0]!);
    const original = op_type === "DequantizeLinear" && rounded.get(input[0]!);
    if (original) rounded.set(output[0]!, original);
  }
  graph.node = graph.node
    .filter(({ output }) => !rounded.has(output[0]!))
    .map((node) => ({ ...node, input: node.input.map((name) => rounded.get(name) ?? name) }));
  const read = new Set(graph.node.flatMap(({ input }) => input));
  graph.initializer = graph.initializer.filter(({ name }) => read.has(name));
}
