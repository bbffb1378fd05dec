import { availableParallelism } from "node:os";
import { type InferenceSession, Tensor } from "onnxruntime-node";
import type { RgbRaster } from "../image/raster.ts";
import { toMask, toTensorData } from "../segment/tensor.ts";
import type { ModelSpec } from "./catalog.ts";
import { openSession } from "./session.ts";

/** How the 8-bit form of a model does beside the float one on this machine. */
export interface Trial {
  /** Intersection over union of the two masks, 0…1; the mean over the pictures. */
  agreement: number;
  /** Time of a float run over that of an 8-bit run. */
  speedup: number;
}

/** Timed runs of each form. The fastest counts: whatever else the machine does only makes runs slower. */
const ROUNDS = 3;
const SUBJECT = 128;

/**
 * Runs both forms of a model in turns, with all cores.
 * @param pictures at a size that the model takes; time is measured on the first
 */
export async function compare(
  forms: { float32: Uint8Array; int8: Uint8Array },
  spec: ModelSpec,
  pictures: readonly RgbRaster[],
): Promise<Trial> {
  const threads = availableParallelism();
  const float32 = await openSession(forms.float32, threads);
  const int8 = await openSession(forms.int8, threads);
  const agreements: number[] = [];
  let speedup = 0;
  for (const picture of pictures) {
    // The first runs of a session and of a size are slower, and are made for the masks alone.
    const expected = await run(float32, spec, picture);
    const actual = await run(int8, spec, picture);
    agreements.push(intersectionOverUnion(expected.mask, actual.mask));
    speedup ||= await measureSpeedup([float32, int8], spec, picture);
  }
  await Promise.all([float32.release(), int8.release()]);
  return { agreement: agreements.reduce((a, b) => a + b) / agreements.length, speedup };
}

async function measureSpeedup(
  [float32, int8]: [InferenceSession, InferenceSession],
  spec: ModelSpec,
  picture: RgbRaster,
): Promise<number> {
  const fastest = { float32: Number.POSITIVE_INFINITY, int8: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round++) {
    fastest.float32 = Math.min(fastest.float32, (await run(float32, spec, picture)).ms);
    fastest.int8 = Math.min(fastest.int8, (await run(int8, spec, picture)).ms);
  }
  return fastest.float32 / fastest.int8;
}

async function run(
  session: InferenceSession,
  spec: ModelSpec,
  picture: RgbRaster,
): Promise<{ mask: Uint8Array; ms: number }> {
  const { width, height } = picture;
  const tensor = new Tensor("float32", toTensorData(picture, spec), [1, 3, height, width]);
  const output = spec.output.name ?? session.outputNames[0]!;
  const start = performance.now();
  const answer = await session.run({ [session.inputNames[0]!]: tensor }, [output]);
  const ms = performance.now() - start;
  return { mask: toMask(answer[output]!.data as Float32Array, spec.output), ms };
}

/** Of the pixels that are more subject than background; 1 where neither mask has any. */
function intersectionOverUnion(a: Uint8Array, b: Uint8Array): number {
  let [intersection, union] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const [inA, inB] = [a[i]! >= SUBJECT, b[i]! >= SUBJECT];
    if (inA && inB) intersection++;
    if (inA || inB) union++;
  }
  return union ? intersection / union : 1;
}
