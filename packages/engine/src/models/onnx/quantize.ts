import { type Activations, chooseActivations } from "./activations.ts";
import { alignChannels } from "./align-channels.ts";
import {
  AttributeType,
  decodeOnnx,
  encodeOnnx,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  toNumber,
} from "./schema.ts";
import { floatValues, tensorOf } from "./tensors.ts";

/** Smallest and largest value of each measured activation, by the tensor's name. */
export type Ranges = Readonly<Record<string, readonly [minimum: number, maximum: number]>>;

/** A real value `v` is stored as `round(v / scale) + zeroPoint`. */
interface Quantization {
  scale: number;
  zeroPoint: number;
}

/** Largest stored weight: 7 bits. x86 without VNNI adds pairs of u8 · s8 in 16 bits, which 2 · 255 · 63 does not overflow. */
const LARGEST_WEIGHT = 63;
/** Bias is stored in 32 bits; this much of them leaves room for the sum that it is added to. */
const LARGEST_BIAS = 2 ** 30;
/** Beyond it a sigmoid is 0 or 1 to a mask of 8 bits, so no step is spent on more. */
const LARGEST_LOGIT = 8;
/** Operator set from which QuantizeLinear and DequantizeLinear have a scale for each channel. */
const PER_CHANNEL_OPSET = 13;

/**
 * An ONNX file quantized to 8 bits, as `quantize` does it.
 * @throws Error when an operator or a weight has no 8-bit form, or a range is missing
 */
export function quantizeOnnx(file: Uint8Array, ranges: Ranges): Uint8Array {
  const model = decodeOnnx(file);
  quantize(model, ranges);
  return encodeOnnx(model);
}

/**
 * Static quantization to 8 bits in ONNX's QDQ form (QuantizeLinear and DequantizeLinear around each operator), which ONNX
 * Runtime turns into integer operators. Activations are unsigned, one scale a tensor; weights are signed and symmetric, one
 * scale an output channel; bias has 32 bits and the scale of the sum that it joins, input scale × weight scale.
 *
 * @throws Error when an operator or a weight has no 8-bit form, or a range is missing
 */
function quantize(model: OnnxModel, ranges: Ranges): void {
  const { graph } = model;
  alignChannels(graph);
  const activations = chooseActivations(graph);
  const quantizations = quantizationsOf(activations, ranges);
  const domain = qdqDomain(model);
  const writer = new QdqWriter(graph, domain);
  for (const { name } of graph.input) writer.requantize(name, quantizations.get(name));
  for (const node of graph.node) {
    const input = node.input.map((name) => (quantizations.has(name) ? dequantized(name) : name));
    if (activations.convolutions.has(node)) {
      const { scale } = quantizations.get(node.input[0]!)!;
      input.splice(1, 2, ...writer.convolutionConstants(node, scale));
    }
    writer.nodes.push({ ...node, input });
    for (const name of node.output) writer.requantize(name, quantizations.get(name));
  }
  graph.node = writer.nodes;
  graph.initializer = writer.constants();
}

function quantizationsOf({ sources, logits }: Activations, ranges: Ranges): Map<string, Quantization> {
  return new Map(
    [...sources].map(([name, measured]) => {
      const found = measured.map((source) => {
        const range = ranges[source];
        if (!range) throw new Error(`the ranges lack the tensor '${source}'`);
        const limit = logits.has(source) ? LARGEST_LOGIT : Number.POSITIVE_INFINITY;
        return range.map((value) => Math.max(-limit, Math.min(limit, value)));
      });
      const low = Math.min(0, ...found.flat());
      const high = Math.max(0, ...found.flat());
      const scale = Math.fround((high - low) / 255) || 1;
      return [name, { scale, zeroPoint: Math.round(-low / scale) }];
    }),
  );
}

/** The standard's operators, or the runtime's own where the standard's have no scales by channel yet. */
function qdqDomain(model: OnnxModel): string {
  const standard = model.opset_import.find(({ domain }) => domain === "");
  if (standard && toNumber(standard.version) >= PER_CHANNEL_OPSET) return "";
  const own = "com.microsoft";
  if (!model.opset_import.some(({ domain }) => domain === own))
    model.opset_import.push({ domain: own, version: 1 });
  return own;
}

function dequantized(name: string): string {
  return `${name}:dequantized`;
}

/** Collects the nodes and constants of the quantized graph. */
class QdqWriter {
  readonly nodes: OnnxNode[] = [];
  readonly #domain: string;
  readonly #constants: Map<string, OnnxTensor>;
  readonly #replaced = new Set<string>();

  constructor(graph: OnnxGraph, domain: string) {
    this.#domain = domain;
    this.#constants = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  }

  /** All constants that a node still reads. */
  constants(): OnnxTensor[] {
    const read = new Set(this.nodes.flatMap(({ input }) => input));
    return [...this.#constants.values()].filter(({ name }) => read.has(name) || !this.#replaced.has(name));
  }

  /** Rounds a tensor to 8 bits and back, under the name that its readers use. */
  requantize(name: string, quantization: Quantization | undefined): void {
    if (!quantization) return;
    const scale = this.#constant(`${name}:scale`, [], Float32Array.of(quantization.scale));
    const zeroPoint = this.#constant(`${name}:zero_point`, [], Uint8Array.of(quantization.zeroPoint));
    const stored = `${name}:quantized`;
    this.#convert("QuantizeLinear", [name, scale, zeroPoint], stored);
    this.#convert("DequantizeLinear", [stored, scale, zeroPoint], dequantized(name));
  }

  /** @returns the names of a convolution's weights and bias, as the quantized graph computes them */
  convolutionConstants({ input, output }: OnnxNode, inputScale: number): string[] {
    const [, weightName, biasName] = input as [string, string, string?];
    const weight = this.#given(weightName);
    const bias = biasName ? floatValues(this.#given(biasName)) : undefined;
    const values = floatValues(weight);
    const dims = weight.dims.map(toNumber);
    const scales = scalesOf(values, bias ?? new Float32Array(dims[0]!), inputScale);
    const stored = quantizeWeights(values, scales);
    const key = output[0]!;
    const names = [this.#perChannel(`${key}:weight`, dims, stored, scales)];
    if (bias) {
      const biasScales = scales.map((scale) => scale * inputScale);
      const storedBias = Int32Array.from(bias, (value, channel) => Math.round(value / biasScales[channel]!));
      names.push(this.#perChannel(`${key}:bias`, [bias.length], storedBias, biasScales));
    }
    return names;
  }

  #given(name: string): OnnxTensor {
    const tensor = this.#constants.get(name);
    if (!tensor) throw new Error(`the weights '${name}' are not constant`);
    this.#replaced.add(name);
    return tensor;
  }

  #perChannel(name: string, dims: number[], stored: Int8Array | Int32Array, scales: Float32Array): string {
    const constant = this.#constant(name, dims, stored);
    const scale = this.#constant(`${name}_scale`, [scales.length], scales);
    const zeros = stored instanceof Int8Array ? new Int8Array(scales.length) : new Int32Array(scales.length);
    const zeroPoint = this.#constant(`${name}_zero_point`, [scales.length], zeros);
    const axis = [{ name: "axis", type: AttributeType.int, i: 0 }];
    return this.#convert("DequantizeLinear", [constant, scale, zeroPoint], dequantized(name), axis);
  }

  #constant(name: string, dims: number[], values: Parameters<typeof tensorOf>[2]): string {
    this.#constants.set(name, tensorOf(name, dims, values));
    return name;
  }

  #convert(op_type: string, input: string[], output: string, attribute: OnnxNode["attribute"] = []): string {
    this.nodes.push({ name: output, op_type, domain: this.#domain, input, output: [output], attribute });
    return output;
  }
}

/** A scale for each output channel: as fine as its largest weight allows, and coarse enough for its bias to fit. */
function scalesOf(values: Float32Array, bias: Float32Array, inputScale: number): Float32Array {
  const size = values.length / bias.length;
  return bias.map((added, channel) => {
    let largest = 0;
    for (let i = channel * size; i < (channel + 1) * size; i++) {
      const magnitude = Math.abs(values[i]!);
      if (magnitude > largest) largest = magnitude;
    }
    return Math.max(largest / LARGEST_WEIGHT, Math.abs(added) / inputScale / LARGEST_BIAS) || 1;
  });
}

function quantizeWeights(values: Float32Array, scales: Float32Array): Int8Array {
  const size = values.length / scales.length;
  const stored = new Int8Array(values.length);
  for (let channel = 0, i = 0; channel < scales.length; channel++) {
    const inverse = 1 / scales[channel]!;
    for (const end = (channel + 1) * size; i < end; i++) stored[i] = Math.round(values[i]! * inverse);
  }
  return stored;
}
