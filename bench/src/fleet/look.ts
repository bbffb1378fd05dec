import { createEngine, type ModelInput, type Segmenter } from "@alphacut/engine";
import { picture } from "../pictures.ts";

/** What the engine hands to the default model for a photo of 1.5 megapixels. */
export async function realLook(modelsDir: string): Promise<ModelInput> {
  let seen: ModelInput | undefined;
  const everything: Segmenter = {
    async segment(input) {
      seen = input;
      return { ...input, data: new Uint8Array(input.width * input.height).fill(255) };
    },
    async ready() {},
    status: () => ({
      lanes: 1,
      waiting: 0,
      secondsPerLook: 1,
      runs: [],
      restarts: 0,
      answered: { model: 0, memory: 0, shared: 0 },
    }),
    async close() {},
  };
  const engine = createEngine({ modelsDir, segmenter: everything });
  await engine.cutout((await picture(1.5)).jpeg, { format: "webp" });
  await engine.close();
  return seen!;
}
