/** `node one-mask.js MODEL [REFERENCE]`: the mask of one small drawn picture, as JSON, and how far it is from another one. */
import { readFile } from "node:fs/promises";
import { arch } from "node:os";
import { InferenceSession, Tensor } from "onnxruntime-node";

const SIDE = 256;
const [model = "", reference] = process.argv.slice(2);

/** A bright disc with a hole on a dark ramp, −0.5…0.5, without a library that would have to be emulated as well. */
function picture(): Float32Array {
  const data = new Float32Array(3 * SIDE * SIDE);
  for (let y = 0, i = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++, i++) {
      const distance = Math.hypot(x - SIDE / 2, y - SIDE / 2) / SIDE;
      const inside = distance < 0.33 && distance > 0.1;
      const shade = inside ? 0.2 + 0.25 * Math.sin(x / 11) : -0.35 + (0.2 * y) / SIDE;
      for (let c = 0; c < 3; c++) data[c * SIDE * SIDE + i] = inside && c > 0 ? shade - 0.45 : shade;
    }
  }
  return data;
}

const session = await InferenceSession.create(await readFile(model), { intraOpNumThreads: 1 });
const input = new Tensor("float32", picture(), [1, 3, SIDE, SIDE]);
const answer = await session.run({ [session.inputNames[0]!]: input });
const mask = Array.from(answer[session.outputNames[0]!]!.data as Float32Array, (value) =>
  Math.round(255 * value),
);
if (reference === undefined) {
  console.log(JSON.stringify(mask));
} else {
  const expected = JSON.parse(await readFile(reference, "utf8")) as number[];
  let [intersection, union, difference, largest] = [0, 0, 0, 0];
  for (const [i, value] of mask.entries()) {
    const other = expected[i]!;
    if (value >= 128 && other >= 128) intersection++;
    if (value >= 128 || other >= 128) union++;
    difference += Math.abs(value - other);
    largest = Math.max(largest, Math.abs(value - other));
  }
  const share = union / mask.length;
  console.log({ arch: arch(), share, iou: intersection / union, mean: difference / mask.length, largest });
}
