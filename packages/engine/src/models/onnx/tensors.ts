import { ElementType, type OnnxTensor, toNumber } from "./schema.ts";

/** A constant of the graph, written as raw little-endian bytes. */
export function tensorOf(
  name: string,
  dims: readonly number[],
  values: Float32Array | Int32Array | Int8Array | Uint8Array,
): OnnxTensor {
  return {
    name,
    dims: [...dims],
    data_type: elementTypeOf(values),
    raw_data: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    float_data: [],
    int32_data: [],
    int64_data: [],
  };
}

function elementTypeOf(values: Float32Array | Int32Array | Int8Array | Uint8Array): number {
  if (values instanceof Float32Array) return ElementType.float32;
  if (values instanceof Int32Array) return ElementType.int32;
  return values instanceof Int8Array ? ElementType.int8 : ElementType.uint8;
}

/** The values of a float32 constant. Throws when it has another type. */
export function floatValues({ name, data_type, raw_data, float_data }: OnnxTensor): Float32Array {
  if (data_type !== ElementType.float32) throw new Error(`the weights '${name}' are not float32`);
  if (!raw_data.length) return Float32Array.from(float_data);
  // Copied: the bytes may start anywhere in the file, and floats need an address that four divides.
  return new Float32Array(new Uint8Array(raw_data).buffer);
}

/** The values of an int64 constant, none when it has another type. */
export function int64Values({ data_type, raw_data, int64_data }: OnnxTensor): number[] {
  if (data_type !== ElementType.int64) return [];
  if (!raw_data.length) return int64_data.map(toNumber);
  const view = new DataView(raw_data.buffer, raw_data.byteOffset, raw_data.byteLength);
  return Array.from({ length: raw_data.length / 8 }, (_, i) => Number(view.getBigInt64(8 * i, true)));
}
