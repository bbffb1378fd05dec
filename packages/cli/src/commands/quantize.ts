import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describePrecision, ModelStore } from "@alphacut/engine";
import { type Context, ExitCode } from "../context.ts";
import { modelsFolder } from "../cutter/models-folder.ts";
import { precisionSetting } from "../cutter/settings.ts";
import { describeError, UsageError } from "../errors.ts";
import { findPictures } from "../folder/walk.ts";

/** More pictures than this change no range by much, and each takes seconds. */
const MAXIMUM_PICTURES = 64;

/** `alphacut models quantize`: an 8-bit form of a model, for the operator's own pictures. */
export async function quantizeModel(
  name: string,
  { pictures: folder }: { pictures: string },
  { env, stdout, stderr }: Context,
): Promise<ExitCode> {
  const { MINIMUM_PICTURES, quantizeInstalled } = await import("@alphacut/engine/calibration");
  const names = evenly(await findPictures(folder, ""), MAXIMUM_PICTURES);
  if (names.length < MINIMUM_PICTURES) {
    throw new UsageError(`${folder} has ${names.length} pictures; at least ${MINIMUM_PICTURES} are needed`);
  }
  const pictures = await Promise.all(names.map((path) => readFile(join(folder, path))));
  const store = new ModelStore(modelsFolder(env), { precision: precisionSetting(env) });
  try {
    const decision = await quantizeInstalled(store, name, pictures, () => stderr.write("."));
    stdout.write(`${name}: ${describePrecision(decision)}\n`);
    return ExitCode.done;
  } catch (error) {
    stderr.write(`${name} cannot be quantized: ${describeError(error)}\n`);
    return ExitCode.failed;
  }
}

/** At most `count` of the values, from all over the list. */
function evenly<T>(values: readonly T[], count: number): T[] {
  const step = Math.max(1, values.length / count);
  return values.filter((_, i) => Math.floor(i / step) > Math.floor((i - 1) / step));
}
