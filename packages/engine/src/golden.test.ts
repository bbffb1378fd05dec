import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine, type Engine } from "./engine.ts";

const require = createRequire(import.meta.url);
const photo = join(dirname(require.resolve("@remove-background-ai/rembg.js")), "../example/input.jpg");
/** What the shipped graph, run unedited at 1024 × 1024 on the stretched photo, says; reduced to the photo's size. */
const reference = new URL("../fixtures/woman-shipped-graph-mask.png", import.meta.url);

let directory: string;
let engine: Engine;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "alphacut-golden-"));
  engine = createEngine({ modelsDir: directory });
  await engine.ready();
});
afterAll(async () => {
  await engine.close();
  await rm(directory, { recursive: true });
});

describe("the embedded model on a real photo", () => {
  it("is tried in 8 bits on this machine, and agrees with itself", () => {
    const { precision } = engine.status();
    expect(precision?.reason).toBe("trial");
    expect(precision?.trial?.agreement).toBeGreaterThan(0.99);
  });

  it("finds the same subject as the shipped graph and cuts it out on a clean background", async () => {
    const expected = await sharp(await readFile(reference))
      .toColourspace("b-w")
      .raw()
      .toBuffer();
    const { data } = await engine.cutout(await readFile(photo), { format: "png" });
    const cutout = await sharp(data).raw().toBuffer();
    const alpha = expected.map((_, i) => cutout[4 * i + 3]!);
    expect(intersectionOverUnion(alpha, expected)).toBeGreaterThan(0.95);
    expect(meanDifference(alpha, expected)).toBeLessThan(6);
    // The sky above her head is gone for good: no alpha and no color behind it.
    expect(cutout.subarray(0, 4 * 405 * 100).every((value) => value === 0)).toBe(true);
  });
});

function intersectionOverUnion(a: Uint8Array, b: Uint8Array): number {
  let [intersection, union] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const [inA, inB] = [a[i]! > 127, b[i]! > 127];
    if (inA && inB) intersection++;
    if (inA || inB) union++;
  }
  return intersection / union;
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
}
