import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, it } from "vitest";
import { quantizableModel } from "../../testing/quantizable-model.ts";
import { rangesPath, readRanges } from "../ranges.ts";
import { withFloatArithmetic } from "./float-arithmetic.ts";
import { quantizeOnnx } from "./quantize.ts";
import { decodeOnnx } from "./schema.ts";

it("computes what the exact model does from the weights of the 8-bit one, and rounds no activation", async () => {
  const folder = await mkdtemp(join(tmpdir(), "alphacut-float-"));
  const { name, source } = await quantizableModel(folder);
  const exact = await readFile((source as { path: string }).path);
  const weights = createHash("sha256").update(exact).digest("hex");
  const int8 = quantizeOnnx(exact, await readRanges(rangesPath(name, weights, folder)));
  await rm(folder, { recursive: true });
  const float = withFloatArithmetic(int8);

  const operators = (file: Uint8Array) => new Set(decodeOnnx(file).graph.node.map(({ op_type }) => op_type));
  expect(operators(int8)).toContain("QuantizeLinear");
  expect(operators(float)).not.toContain("QuantizeLinear");

  // Between two of the 255 steps of an activation: 8 bits can't tell it from its neighbors.
  const picture = new Float32Array(3 * 8 * 8).fill(0.5004);
  const run = async (file: Uint8Array) => {
    const session = await InferenceSession.create(file);
    const { mask } = await session.run({ input: new Tensor("float32", picture, [1, 3, 8, 8]) });
    return (mask!.data as Float32Array)[0]!;
  };
  expect(await run(float)).toBeCloseTo(await run(exact), 5);
  expect(Math.abs((await run(int8)) - (await run(exact)))).toBeGreaterThan(1e-4);
});
