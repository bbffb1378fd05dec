/** Entry of a short-lived process: the graph edit blocks for seconds and needs 0.7 GB, which end with the process. */

import { writeAtomically } from "./atomic-write.ts";
import type { ModelSpec } from "./catalogue.ts";
import { prepareModel } from "./prepare.ts";
import { readWeights } from "./source.ts";

export interface PrepareRequest {
  spec: ModelSpec;
  target: string;
}
export type PrepareReply = { ok: true } | { ok: false; message: string };

process.once("message", async ({ spec, target }: PrepareRequest) => {
  const reply = await run(spec, target).then(
    (): PrepareReply => ({ ok: true }),
    (error: Error): PrepareReply => ({ ok: false, message: error.message }),
  );
  process.send?.(reply, () => process.disconnect());
});

// Nobody waits for the model any more when the process that asked for it has gone.
process.once("disconnect", () => process.exit());

async function run({ source, output }: ModelSpec, target: string): Promise<void> {
  if (source.kind !== "package") throw new Error("only packaged models are prepared");
  await writeAtomically(target, prepareModel(await readWeights(source), output.name ?? "output"));
}
