import protobuf from "protobufjs";

/**
 * The part of the ONNX protobuf schema that graph preparation edits, after onnx.proto of
 * https://github.com/onnx/onnx (IR version 8 and later; field numbers are fixed by the standard).
 * Fields that are never edited stay raw `bytes`, so a decode/encode round trip loses nothing.
 */
const ONNX_PROTO = `
syntax = "proto3";
package onnx;

message Model {
  int64 ir_version = 1; string producer_name = 2; string producer_version = 3; string domain = 4;
  int64 model_version = 5; string doc_string = 6; Graph graph = 7; repeated OperatorSet opset_import = 8;
  repeated Entry metadata_props = 14; repeated bytes training_info = 20; repeated bytes functions = 25;
  repeated bytes configuration = 26;
}
message OperatorSet { string domain = 1; int64 version = 2; }
message Entry { string key = 1; string value = 2; }
message Graph {
  repeated Node node = 1; string name = 2; repeated Tensor initializer = 5; string doc_string = 10;
  repeated Value input = 11; repeated Value output = 12; repeated Value value_info = 13;
  repeated bytes quantization_annotation = 14; repeated bytes sparse_initializer = 15;
  repeated Entry metadata_props = 16;
}
message Node {
  repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4;
  repeated Attribute attribute = 5; string doc_string = 6; string domain = 7; string overload = 8;
  repeated Entry metadata_props = 9; repeated bytes device_configurations = 10;
}
message Attribute {
  string name = 1; float f = 2; int64 i = 3; bytes s = 4; Tensor t = 5; bytes g = 6; repeated float floats = 7;
  repeated int64 ints = 8; repeated bytes strings = 9; repeated bytes tensors = 10; repeated bytes graphs = 11;
  string doc_string = 13; bytes tp = 14; repeated bytes type_protos = 15; int32 type = 20;
  string ref_attr_name = 21; bytes sparse_tensor = 22; repeated bytes sparse_tensors = 23;
}
message Value { string name = 1; Type type = 2; string doc_string = 3; repeated Entry metadata_props = 4; }
message Type {
  TensorType tensor_type = 1; bytes sequence_type = 4; bytes map_type = 5; string denotation = 6;
  bytes sparse_tensor_type = 8; bytes optional_type = 9;
}
message TensorType { int32 elem_type = 1; Shape shape = 2; }
message Shape { repeated Dimension dim = 1; }
message Dimension { oneof value { int64 dim_value = 1; string dim_param = 2; } string denotation = 3; }
message Tensor {
  repeated int64 dims = 1; int32 data_type = 2; bytes segment = 3; repeated float float_data = 4;
  repeated int32 int32_data = 5; repeated bytes string_data = 6; repeated int64 int64_data = 7; string name = 8;
  bytes raw_data = 9; repeated double double_data = 10; repeated uint64 uint64_data = 11; string doc_string = 12;
  repeated Entry external_data = 13; int32 data_location = 14; repeated Entry metadata_props = 16;
}`;

/** Element types of `TensorProto.DataType` that preparation meets. */
export const ElementType = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10 } as const;

/** Types of `AttributeProto.AttributeType` that edits write. */
export const AttributeType = { int: 2, ints: 7 } as const;

/** protobufjs reads 64-bit fields as Long objects where the `long` package is installed, else as numbers. */
export type Int64 = number | { toNumber(): number };

export interface OnnxTensor {
  name: string;
  dims: Int64[];
  data_type: number;
  raw_data: Uint8Array;
  float_data: number[];
  int32_data: number[];
  int64_data: Int64[];
}
export interface OnnxAttribute {
  name: string;
  type: number;
  i: Int64;
  ints?: Int64[];
  t?: OnnxTensor | null;
}
export interface OnnxNode {
  name: string;
  op_type: string;
  /** Whose operator it is; the standard's when empty. */
  domain?: string;
  input: string[];
  output: string[];
  attribute: OnnxAttribute[];
}
export interface OnnxDimension {
  dim_value?: Int64;
  dim_param?: string;
}
export interface OnnxValue {
  name: string;
  type?: { tensor_type?: { elem_type: number; shape?: { dim: OnnxDimension[] } | null } | null } | null;
}
export interface OnnxGraph {
  node: OnnxNode[];
  initializer: OnnxTensor[];
  input: OnnxValue[];
  output: OnnxValue[];
  value_info: OnnxValue[];
}
export interface OnnxModel {
  ir_version: Int64;
  producer_name: string;
  graph: OnnxGraph;
  opset_import: { domain: string; version: Int64 }[];
}

const ModelMessage = protobuf.parse(ONNX_PROTO, { keepCase: true }).root.lookupType("onnx.Model");

/** Reads an ONNX file. Throws an `Error` when the bytes are no protobuf message or hold no graph. */
export function decodeOnnx(file: Uint8Array): OnnxModel {
  const model = ModelMessage.decode(file) as unknown as OnnxModel;
  if (!model.graph) throw new Error("the ONNX file holds no graph");
  return model;
}

/** Writes an ONNX file. Messages may be plain objects: only the fields that are set are written. */
export function encodeOnnx(model: OnnxModel): Uint8Array {
  return ModelMessage.encode(model as object).finish();
}

export function toNumber(value: Int64): number {
  return typeof value === "number" ? value : value.toNumber();
}
