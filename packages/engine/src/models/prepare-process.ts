/** Entry of a short-lived process: graph edits and trial runs block for seconds and need 1.5 GB, which end with the process. */

import { writeWhole } from "../write-whole.ts";
import type { ModelSpec } from "./catalog.ts";
import type { ModelFiles } from "./files.ts";
import { readFloatModel } from "./float-model.ts";
import { quantizeOnnx } from "./onnx/quantize.ts";
import { choose, type Precision } from "./precision.ts";
import { readRanges } from "./ranges.ts";
import { compare, type Trial } from "./trial.ts";
import { trialPicture, trialSize } from "./trial-picture.ts";

export interface PrepareRequest {
  spec: ModelSpec;
  files: ModelFiles;
  /** The form to write; `auto`: the one that a trial on this machine speaks for. */
  precision: Precision | "auto";
}
export type PrepareReply = { ok: true; trial?: Trial } | { ok: false; message: string };

process.once("message", async (request: PrepareRequest) => {
  const reply = await prepare(request).then(
    (trial): PrepareReply => ({ ok: true, ...(trial && { trial }) }),
    (error: Error): PrepareReply => ({ ok: false, message: error.message }),
  );
  process.send?.(reply, () => process.disconnect());
});

// Nobody waits for the model any more when the process that asked for it has gone.
process.once("disconnect", () => process.exit());

async function prepare({ spec, files, precision }: PrepareRequest): Promise<Trial | undefined> {
  const float32 = await readFloatModel(spec, files.float32);
  if (precision === "float32") return void (await write(spec, files, "float32", float32));
  const int8 = quantizeOnnx(float32, await readRanges(files.ranges!));
  if (precision === "int8") return void (await write(spec, files, "int8", int8));
  const forms = { float32, int8 };
  const trial = await compare(forms, spec, [await trialPicture(trialSize(spec.input))]);
  await write(spec, files, choose(trial), forms[choose(trial)]);
  return trial;
}

async function write(
  { source }: ModelSpec,
  files: ModelFiles,
  precision: Precision,
  bytes: Uint8Array,
): Promise<void> {
  // A model with a file of its own is that file in single precision.
  if (precision !== "int8" && source.kind !== "package") return;
  await writeWhole(files[precision], bytes, { overwrite: true });
}
