import type { ModelSpec } from "../models/catalog.ts";
import { weightsChecksum } from "../models/files.ts";
import { readFloatModel } from "../models/float-model.ts";
import type { RangesFile } from "../models/ranges.ts";
import { calibrationInputs } from "./inputs.ts";
import { calibrate } from "./measure.ts";

export interface CalibrateOptions {
  /** File of a model that has one of its own. */
  path: string;
  /** The pictures in words, for whoever reads the ranges. */
  measuredOn: string;
  /** Told after each input that was measured. */
  onProgress?: () => void;
}

/**
 * Measures a model's activation ranges on pictures.
 * @throws Error when the model cannot be quantized or one of them is no picture
 */
export async function calibrateModel(
  spec: ModelSpec,
  pictures: readonly Uint8Array[],
  { path, measuredOn, onProgress = () => {} }: CalibrateOptions,
): Promise<RangesFile> {
  async function* inputs() {
    for await (const input of calibrationInputs(pictures, spec)) {
      yield input;
      onProgress();
    }
  }
  const weights = await weightsChecksum(spec);
  const ranges = await calibrate(await readFloatModel(spec, path), spec, inputs());
  return { model: spec.name, weights, measuredOn, ranges };
}
