import { rm } from "node:fs/promises";
import { filesOf, ownFile, removeOtherForms } from "../models/files.ts";
import { readFloatModel } from "../models/float-model.ts";
import { quantizeOnnx } from "../models/onnx/quantize.ts";
import { keepDecision, type PrecisionDecision } from "../models/precision.ts";
import { formatRanges, rangesPath } from "../models/ranges.ts";
import type { ModelStore } from "../models/store.ts";
import { compare } from "../models/trial.ts";
import { trialSize } from "../models/trial-picture.ts";
import { writeWhole } from "../write-whole.ts";
import { calibrateModel } from "./calibrate-model.ts";
import { inputOf } from "./inputs.ts";

/** Fewer pictures say too little about a model's ranges. */
export const MINIMUM_PICTURES = 8;
/** One picture of so many is kept back: the two forms are compared on pictures that nothing was measured on. */
const KEPT_BACK = 4;

/**
 * Gives a model of the store an 8-bit form made for the given pictures, and keeps it if masks and speed speak for it.
 * @param pictures encoded; at least `MINIMUM_PICTURES`
 * @throws EngineError `ModelUnavailable` when the model is unknown or not here; Error when it cannot be quantized or one of
 * them is no picture
 */
export async function quantizeInstalled(
  store: ModelStore,
  name: string,
  pictures: readonly Uint8Array[],
  onProgress: () => void = () => {},
): Promise<PrecisionDecision> {
  const spec = store.spec(name);
  await store.install(name);
  const { directory } = store;
  const path = ownFile(directory, spec) ?? "";
  const isKeptBack = (i: number) => i % KEPT_BACK === KEPT_BACK - 1;
  const measuredOn = `${pictures.length} pictures of the operator's`;
  const measured = pictures.filter((_, i) => !isKeptBack(i));
  const file = await calibrateModel(spec, measured, { path, measuredOn, onProgress });
  const float32 = await readFloatModel(spec, path);
  const int8 = quantizeOnnx(float32, file.ranges);
  const size = trialSize(spec.input);
  const tried = await Promise.all(
    pictures.filter((_, i) => isKeptBack(i)).map((picture) => inputOf(picture, size, spec)),
  );
  const forms = { float32, int8 };
  const trial = await compare(forms, spec, tried);
  const ranges = rangesPath(name, file.weights, directory);
  await writeWhole(ranges, Buffer.from(formatRanges(file)), { overwrite: true });
  const files = await filesOf(directory, spec);
  await rm(files.decision, { force: true });
  const decision = await keepDecision(files.decision, trial);
  const { precision } = decision;
  // In single precision a model with a file of its own is that file.
  if (precision === "int8" || path === "") {
    await writeWhole(files[precision], forms[precision], { overwrite: true });
  }
  await removeOtherForms(directory, spec, files[precision]);
  return decision;
}
